package dev.stacksets.benchmarks.measuring;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 on one connection, kept as long as the server keeps it, with nothing between caller and socket: the JDK's
 * HTTP client alone takes longer for a call (4,000 to 5,000 per second on 2 cores) than the servers measured with this.
 * Not thread-safe.
 */
public final class RawHttp implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 10_000;

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param body as text
     */
    public record Answer(int status, String body) {

        /**
         * The body of an answer with status 200.
         *
         * @return as text
         * @throws IOException for every other status
         */
        public String success() throws IOException {
            if (status != 200) {
                throw new IOException("status " + status + ": " + body);
            }
            return body;
        }
    }

    private record Connection(Socket socket, InputStream in) {}

    private final URI server;
    private @Nullable Connection connection;

    /**
     * A client; connects with the first request.
     *
     * @param server {@code http://HOST:PORT}
     */
    public RawHttp(URI server) {
        this.server = server;
    }

    /**
     * A request that can be sent many times.
     *
     * @param server where to
     * @param form the form of an action of CloudFormation
     * @return its bytes
     */
    public static byte[] post(URI server, String form) {
        // Nobody checks the signature; the scope tells who calls, which Region is meant, and which service.
        return bytes("POST / HTTP/1.1\r\nHost: " + server.getAuthority()
                + "\r\nAuthorization: AWS4-HMAC-SHA256 Credential=123456789012/20260101/us-east-1/cloudformation/aws4_request,"
                + " SignedHeaders=host, Signature=0\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                + bytes(form).length + "\r\n\r\n" + form);
    }

    /**
     * A request for the root.
     *
     * @param server where to
     * @return its bytes
     */
    public static byte[] get(URI server) {
        return bytes("GET / HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\n\r\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Sends a request and reads its answer.
     *
     * @param request all of its bytes
     * @return the answer, whatever its status
     * @throws IOException when there is no answer, or none with a Content-Length
     */
    public Answer send(byte[] request) throws IOException {
        Connection open = connection == null ? connect() : connection;
        connection = open;
        open.socket().getOutputStream().write(request);
        int status = Integer.parseInt(line(open.in()).split(" ", 3)[1]);
        int length = -1;
        boolean kept = true;
        for (String header = line(open.in()); !header.isEmpty(); header = line(open.in())) {
            length = value(header, "content-length:").map(Integer::parseInt).orElse(length);
            kept &= !value(header, "connection:").filter("close"::equals).isPresent();
        }
        if (length < 0) {
            throw new IOException("an answer without Content-Length");
        }
        Answer answer = new Answer(status, new String(open.in().readNBytes(length), StandardCharsets.UTF_8));
        if (!kept) {
            close();
        }
        return answer;
    }

    private Connection connect() throws IOException {
        Socket socket = new Socket(server.getHost(), server.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return new Connection(socket, new BufferedInputStream(socket.getInputStream()));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(64);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private static Optional<String> value(String header, String name) {
        return header.regionMatches(true, 0, name, 0, name.length())
                ? Optional.of(header.substring(name.length()).strip().toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    @Override
    public void close() throws IOException {
        if (connection != null) {
            connection.socket().close();
            connection = null;
        }
    }
}
