package dev.stacksets.testing.internal.engine.base;

/**
 * Who calls, and which Region's endpoint.
 *
 * @param account 12 digits
 * @param region such as {@code us-east-1}
 */
public record Caller(String account, String region) {}
