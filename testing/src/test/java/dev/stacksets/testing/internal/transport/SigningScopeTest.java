package dev.stacksets.testing.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.testing.internal.engine.base.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningScopeTest {

    private static final String ADMINISTRATOR = "999988887777";

    /** Counts how often somebody looks at a character. */
    private static final class Counted implements CharSequence {

        private final CharSequence text;
        private final long[] looks;

        private Counted(CharSequence text, long... looks) {
            this.text = text;
            this.looks = looks;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            looks[0]++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(text.subSequence(start, end), looks);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    private static long looks(String header) {
        long[] looks = new long[1];
        assertThat(SigningScope.caller(new Counted(header, looks), ADMINISTRATOR))
                .isEqualTo(new Caller(ADMINISTRATOR, "us-east-1"));
        assertThat(SigningScope.service(new Counted(header, looks))).isEmpty();
        return looks[0];
    }

    @ParameterizedTest
    @ValueSource(strings = {"Credential=", "Credential=x", "Credential=a/20260101/", "Credential=a/20260101/b", "/"})
    void scope_ofAHeaderTwiceAsLong_isTwiceTheWork(String repeated) {
        long half = looks(repeated.repeat(5_000));
        long whole = looks(repeated.repeat(10_000));

        assertThat(whole).isLessThan(half * 22 / 10);
    }

    @Test
    void scope_isReadWhereverItStands() {
        String header = "AWS4-HMAC-SHA256 Credential=111122223333/20260101/eu-west-1/sts/aws4_request, Signature=0";

        assertThat(SigningScope.caller(header, ADMINISTRATOR)).isEqualTo(new Caller("111122223333", "eu-west-1"));
        assertThat(SigningScope.service(header)).hasValue("sts");
    }

    @Test
    void accessKey_longerThanAnyIs_isNobodys() {
        String header = "Credential=" + "1".repeat(129) + "/20260101/eu-west-1/sts/aws4_request";

        assertThat(SigningScope.caller(header, ADMINISTRATOR)).isEqualTo(new Caller(ADMINISTRATOR, "us-east-1"));
    }
}
