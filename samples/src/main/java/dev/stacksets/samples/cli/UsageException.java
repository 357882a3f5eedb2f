package dev.stacksets.samples.cli;

import dev.stacksets.text.Printable;

/** Input that is refused here. The message is the whole sentence a person reads. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String problem) {
        super(Printable.message(problem));
    }
}
