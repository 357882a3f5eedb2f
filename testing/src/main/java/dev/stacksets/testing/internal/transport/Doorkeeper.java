package dev.stacksets.testing.internal.transport;

import dev.stacksets.testing.internal.protocol.AwsError;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who may come in by HTTP: clients of this machine, but not the pages that a browser of this machine shows. A page of
 * another origin says so in Origin, Sec-Fetch-Site or Referer; one whose name was bound anew to 127.0.0.1 names itself
 * in Host. AWS clients send Host alone.
 */
final class Doorkeeper {

    private static final Pattern AUTHORITY =
            Pattern.compile("(\\[[0-9a-fA-F:]{2,39}]|[a-zA-Z0-9._-]{1,253})(?::([0-9]{1,5}))?");
    private static final Pattern OF_THIS_MACHINE =
            Pattern.compile("(?:[a-z0-9_-]++\\.)*+localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");
    private static final Pattern ORIGIN = Pattern.compile("https?://([^/?#]*)(?:[/?#].*)?", Pattern.DOTALL);
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");
    private static final String DEFAULT_PORT = "80";
    private static final int HEADERS_LIMIT = 64 * 1024;

    private final Set<String> allowed = new CopyOnWriteArraySet<>();

    /** A name and the port after it, as Host and Origin have them. */
    private record Authority(String name, String port) {

        private static Optional<Authority> of(String text) {
            Matcher matcher = AUTHORITY.matcher(text);
            return matcher.matches()
                    ? Optional.of(new Authority(
                            matcher.group(1).toLowerCase(Locale.ROOT),
                            Optional.ofNullable(matcher.group(2)).orElse(DEFAULT_PORT)))
                    : Optional.empty();
        }
    }

    /**
     * Lets clients name the endpoint by one more name.
     *
     * @throws IllegalArgumentException when it is no host name
     */
    void allow(String name) {
        allowed.add(Authority.of(name)
                .map(Authority::name)
                .filter(host -> host.equalsIgnoreCase(name))
                .orElseThrow(() -> new IllegalArgumentException(
                        "a host is a name or an address without a port, not '" + Protocol.shown(name) + "'")));
    }

    /** Why a request is refused before anything is done for it. */
    Optional<AwsError> refusal(WireRequest head, URI asked) {
        return tooLarge(head).or(() -> misdirected(head, asked)).or(() -> crossOrigin(head));
    }

    private static Optional<AwsError> tooLarge(WireRequest head) {
        long size = head.headers().entrySet().stream()
                .mapToLong(header -> header.getValue().stream()
                        .mapToLong(value -> header.getKey().length() + value.length() + 4L)
                        .sum())
                .sum();
        return size <= HEADERS_LIMIT
                ? Optional.empty()
                : Optional.of(new AwsError(
                        431, "RequestHeaderFieldsTooLarge", "The headers are above " + HEADERS_LIMIT + " bytes"));
    }

    private Optional<AwsError> misdirected(WireRequest head, URI asked) {
        List<String> hosts = head.all("Host");
        if (hosts.size() != 1) {
            return Optional.of(
                    new AwsError(400, "InvalidHost", "A request has one Host header; this one has " + hosts.size()));
        }
        return Optional.ofNullable(asked.getRawAuthority())
                .filter(authority -> !isOwn(authority))
                .or(() -> Optional.of(hosts.get(0)).filter(host -> !isOwn(host)))
                .map(Doorkeeper::misdirected);
    }

    private static AwsError misdirected(String host) {
        return new AwsError(
                421,
                "MisdirectedRequest",
                "The request is for the host '" + Protocol.shown(host) + "'; this endpoint answers to localhost, names"
                        + " that end in .localhost, 127.0.0.0/8 and [::1], so that no web page reaches it under a name"
                        + " of its own. SimulatorEndpoint.allowHost, or serve --allow-host, adds a name");
    }

    private boolean isOwn(String authority) {
        return Authority.of(authority).filter(this::isOwn).isPresent();
    }

    private boolean isOwn(Authority authority) {
        return OF_THIS_MACHINE.matcher(authority.name()).matches() || allowed.contains(authority.name());
    }

    private Optional<AwsError> crossOrigin(WireRequest head) {
        String port = Authority.of(head.all("Host").get(0)).map(Authority::port).orElse(DEFAULT_PORT);
        boolean own = head.all("Origin").stream().allMatch(origin -> isOwnOrigin(origin, port))
                && head.all("Referer").stream().allMatch(page -> isOwnOrigin(page, port))
                && OWN_SITES.containsAll(head.all("Sec-Fetch-Site"));
        return own
                ? Optional.empty()
                : Optional.of(new AwsError(
                        403,
                        "CrossOriginRequest",
                        "The request comes from a web page of another origin, as its Origin, Referer or Sec-Fetch-Site"
                                + " header says; this endpoint answers programs, and pages of its own"));
    }

    private boolean isOwnOrigin(String page, String port) {
        Matcher matcher = ORIGIN.matcher(page);
        return matcher.matches()
                && Authority.of(matcher.group(1))
                        .filter(authority -> authority.port().equals(port) && isOwn(authority))
                        .isPresent();
    }
}
