package dev.stacksets.spi;

import dev.stacksets.spi.CallGate.Answer;
import java.time.Duration;
import java.util.Optional;

/**
 * One attempt of one call to AWS, after its answer.
 *
 * @param call what was sent
 * @param waited how long it waited for its turn
 * @param took how long the answer took
 * @param answer what AWS made of it, as far as its rate is concerned
 * @param errorCode AWS's error code, if it answered with one
 */
public record Attempt(ApiCall call, Duration waited, Duration took, Answer answer, Optional<String> errorCode) {}
