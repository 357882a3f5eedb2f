package dev.stacksets.definition;

import dev.stacksets.internal.validation.Check;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Where AWS takes the template from: the request itself, an address it reads, a stack that exists, or what the stack set
 * has already.
 *
 * <p>Bounds are those of the CloudFormation quotas page: 51,200 bytes in a request, 1 MB by address. A text between the two
 * goes by way of the {@link dev.stacksets.spi.TemplateStore} of the {@code StackSets}, and is refused without one.
 */
public sealed interface TemplateSource
        permits TemplateSource.Inline, TemplateSource.Url, TemplateSource.OfStack, TemplateSource.Previous {

    /**
     * A template sent with the request, or put into the template store if it has more than 51,200 bytes.
     *
     * @param body JSON or YAML, 1 to 1,048,576 bytes in UTF-8
     * @return the source
     * @throws InvalidInputException if it is empty or larger
     */
    static TemplateSource inline(String body) {
        return new Inline(body, "inline template");
    }

    /**
     * A template read from a file now, and sent with the request, or put into the template store if it has more than
     * 51,200 bytes.
     *
     * @param file a regular file in UTF-8, 1 to 1,048,576 bytes
     * @return the source
     * @throws InvalidInputException if the file cannot be read, is no regular one, is empty, larger, or not UTF-8
     */
    static TemplateSource file(Path file) {
        return new Inline(TextFile.read("template", "Template file", file, Inline.LIMIT), "template file " + file);
    }

    /**
     * A template AWS reads by itself.
     *
     * @param url an S3 object ({@code https://...}, at most 1 MB, readable by the caller) or an SSM document
     *     ({@code ssm-doc://...})
     * @return the source
     * @throws InvalidInputException if it has another scheme or more than 5,120 characters
     */
    static TemplateSource url(String url) {
        return new Url(url);
    }

    /**
     * The template of a stack that exists, which can then be imported. For new stack sets only; AWS refuses it if the
     * template has NoEcho parameters. API page {@code CreateStackSet}, field {@code StackId}.
     *
     * @param stackId the stack's id, which is an ARN
     * @return the source
     * @throws InvalidInputException if it is none
     */
    static TemplateSource ofStack(String stackId) {
        return new OfStack(stackId);
    }

    /**
     * The template the stack set has now. For updates only.
     *
     * @return the marker
     */
    static TemplateSource previous() {
        return Previous.INSTANCE;
    }

    /**
     * A template whose text is here.
     *
     * @param body JSON or YAML
     * @param origin where it came from, for messages
     */
    record Inline(String body, String origin) implements TemplateSource {
        /** What AWS takes within a request, in bytes of UTF-8. Source: the CloudFormation quotas page. */
        public static final int REQUEST_LIMIT = 51_200;

        /** What AWS takes wherever it reads a template from, in bytes of UTF-8. Source: the CloudFormation quotas page. */
        public static final int LIMIT = 1_048_576;

        /**
         * Checks the size.
         *
         * @param body JSON or YAML
         * @param origin where it came from
         * @throws InvalidInputException if the body is blank or has more than 1,048,576 bytes in UTF-8
         */
        public Inline {
            Check.templateBody(body);
        }

        /**
         * How large the text is.
         *
         * @return bytes in UTF-8
         */
        public int size() {
            return bytes().length;
        }

        /**
         * Whether AWS takes it within a request.
         *
         * @return true up to {@link #REQUEST_LIMIT} bytes
         */
        public boolean fitsIntoRequest() {
            return size() <= REQUEST_LIMIT;
        }

        /**
         * The text's SHA-256, by which the same text has the same name everywhere.
         *
         * @return 64 hexadecimal digits in lower case
         */
        public String sha256() {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes()));
            } catch (NoSuchAlgorithmException never) {
                throw new IllegalStateException("Every Java platform has SHA-256.", never);
            }
        }

        private byte[] bytes() {
            return body.getBytes(StandardCharsets.UTF_8);
        }

        /** Names the origin and size; the body may hold what is nobody's business. */
        @Override
        public String toString() {
            return origin + " (" + body.length() + " characters)";
        }
    }

    /**
     * A template AWS reads by itself.
     *
     * @param url its address
     */
    record Url(String url) implements TemplateSource {
        /**
         * Checks the address.
         *
         * @param url its address
         * @throws InvalidInputException if it has another scheme or more than 5,120 characters
         */
        public Url {
            Check.templateUrl(url);
        }

        /** Leaves out the query, which in a presigned address is a credential. */
        @Override
        public String toString() {
            return "template at " + url.split("\\?", 2)[0];
        }
    }

    /**
     * The template of a stack that exists.
     *
     * @param stackId the stack's id, which is an ARN
     */
    record OfStack(String stackId) implements TemplateSource {
        /**
         * Checks the id.
         *
         * @param stackId the stack's id
         * @throws InvalidInputException if it is none
         */
        public OfStack {
            Check.stackId(stackId);
        }

        @Override
        public String toString() {
            return "template of stack " + stackId;
        }
    }

    /** Keep what AWS has: {@code UsePreviousTemplate=true}. */
    enum Previous implements TemplateSource {
        /** The one instance. */
        INSTANCE
    }
}
