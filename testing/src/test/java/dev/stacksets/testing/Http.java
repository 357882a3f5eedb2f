package dev.stacksets.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A plain HTTP client, and a bare connection for what a client would hide. */
final class Http {

    record Answered(int status, String contentType, String body) {}

    private static final int PATIENCE_MILLIS = 20_000;

    private final URI endpoint;

    Http(URI endpoint) {
        this.endpoint = endpoint;
    }

    static Map<String, String> signedFor(String accessKey, String region, String service) {
        return Map.of(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=" + accessKey + "/20260101/" + region + "/" + service
                        + "/aws4_request, SignedHeaders=host, Signature=0");
    }

    Answered post(String body) {
        return post(body, Map.of());
    }

    Answered post(String body, Map<String, String> headers) {
        return send("POST", "/", body, headers);
    }

    Answered get(String pathAndQuery) {
        return send("GET", pathAndQuery, "", Map.of());
    }

    Answered send(String method, String pathAndQuery, String body, Map<String, String> headers) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) endpoint.resolve(pathAndQuery).toURL().openConnection();
            connection.setRequestMethod(method);
            connection.setReadTimeout(PATIENCE_MILLIS);
            headers.forEach(connection::setRequestProperty);
            if (!body.isEmpty()) {
                connection.setDoOutput(true);
                try (OutputStream out = connection.getOutputStream()) {
                    out.write(body.getBytes(StandardCharsets.UTF_8));
                }
            }
            return answered(connection);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answered answered(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return new Answered(
                    status, connection.getContentType(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** One request, its lines as given, on a connection of its own; what a client would not send. */
    Answered raw(String body, String... lines) {
        try (Connection connection = connect()) {
            connection.send(String.join("\r\n", lines) + "\r\nConnection: close\r\nContent-Length: " + body.length()
                    + "\r\n\r\n" + body);
            return connection.answered();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Connection connect() throws IOException {
        return new Connection(new Socket(InetAddress.getLoopbackAddress(), endpoint.getPort()));
    }

    /** One connection. */
    static final class Connection implements AutoCloseable {

        private final Socket socket;
        private final InputStream in;

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            socket.setSoTimeout(PATIENCE_MILLIS);
            this.in = new BufferedInputStream(socket.getInputStream());
        }

        void post(String body) throws IOException {
            send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        }

        void send(String bytes) throws IOException {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
        }

        /** What the other side may refuse to read to its end. */
        void sendAsFarAsRead(String bytes) {
            try {
                send(bytes);
            } catch (IOException closed) {
                assertThat(closed).isInstanceOf(SocketException.class);
            }
        }

        /** Sends one byte more, if the other side still takes it. */
        boolean sendsOne(char letter) {
            try {
                socket.setSoTimeout(1);
                socket.getOutputStream().write(letter);
                return in.read() >= 0;
            } catch (SocketTimeoutException open) {
                return true;
            } catch (IOException closed) {
                return false;
            }
        }

        /** Everything until the connection is closed. */
        String all() throws IOException {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }

        /** Everything until the connection is closed, as one answer. */
        Answered answered() throws IOException {
            String first = line();
            String type = "";
            for (String header = line(); !header.isEmpty(); header = line()) {
                if (header.startsWith("Content-type: ")) {
                    type = header.substring(14);
                }
            }
            return new Answered(
                    Integer.parseInt(first.substring(9, 12)),
                    type,
                    new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }

        /** Whether the other side closes it, within the patience of a test. */
        boolean isClosed() throws IOException {
            try {
                return in.read() < 0;
            } catch (SocketException reset) {
                return true;
            }
        }

        /** The status line of the next answer, its rest read too; empty when the connection was closed instead. */
        String statusLine() throws IOException {
            String first = line();
            int length = 0;
            for (String header = line(); !header.isEmpty(); header = line()) {
                if (header.startsWith("Content-length: ")) {
                    length = Integer.parseInt(header.substring(16));
                }
            }
            in.skipNBytes(length);
            return first;
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\n' && c >= 0; c = in.read()) {
                line.append((char) c);
            }
            return line.toString().strip();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
