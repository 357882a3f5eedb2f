package dev.stacksets.testing.internal.transport;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One HTTP request as far as the simulator looks.
 *
 * @param headers as sent
 * @param path as sent; only REST protocols have one
 * @param query the raw query string, empty when there is none
 * @param body the text of the body
 */
public record WireRequest(Map<String, List<String>> headers, String path, String query, String body) {

    /**
     * A request to the root path, as AWS Query has it.
     *
     * @param headers as sent
     * @param query the raw query string, empty when there is none
     * @param body the text of the body
     */
    public WireRequest(Map<String, List<String>> headers, String query, String body) {
        this(headers, "/", query, body);
    }

    /** The header that names caller and scope, or what a presigned request carries in its query instead. */
    String authorization() {
        String header = header("Authorization");
        return header.isEmpty()
                ? query.replace("X-Amz-Credential", "Credential").replace("%2F", "/")
                : header;
    }

    /** What the protocols of AWS JSON call, empty for others. */
    String target() {
        return header("X-Amz-Target");
    }

    /** Whether its client expects JSON. */
    boolean isJson() {
        return !target().isEmpty() || header("Content-Type").contains("json");
    }

    private String header(String name) {
        return values(name).findFirst().orElse("");
    }

    /** Every value of a header, as often as it was sent. */
    List<String> all(String name) {
        return values(name).toList();
    }

    private Stream<String> values(String name) {
        return headers.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .flatMap(entry -> entry.getValue().stream());
    }

    /** The same request once its body is there. */
    WireRequest with(String arrived) {
        return new WireRequest(headers, path, query, arrived);
    }

    String form() {
        return query.isEmpty() ? body : body.isEmpty() ? query : query + "&" + body;
    }
}
