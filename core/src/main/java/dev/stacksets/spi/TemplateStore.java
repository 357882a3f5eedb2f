package dev.stacksets.spi;

import dev.stacksets.definition.TemplateSource;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps templates too large for a request (more than 51,200 bytes) where CloudFormation can read them. The library puts a
 * template here by itself when it has to; {@code stacksets-s3} has a store over an S3 bucket.
 *
 * <p>Implementations are thread-safe, do not block, and put no template body into a log or a message.
 */
public interface TemplateStore {

    /**
     * Keeps a template. Name it by {@link TemplateSource.Inline#sha256()}, so that the same template, put again by a
     * repeated attempt or another process, is one object. AWS reads it with the permissions of whoever calls
     * CloudFormation, now and never again: the stack set has a copy of its own afterwards.
     *
     * @param template the text, 51,201 to 1,048,576 bytes
     * @return where AWS reads it: {@code https://} of an S3 object, or {@code ssm-doc://}. May fail with anything; a
     *     {@link dev.stacksets.error.TemplateStoreException} says best what happened, where, and what to do. The library
     *     repeats nothing: what passes by itself the store tries again by itself
     */
    CompletableFuture<TemplateSource.Url> put(TemplateSource.Inline template);
}
