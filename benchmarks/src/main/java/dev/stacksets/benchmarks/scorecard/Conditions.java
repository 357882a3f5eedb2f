package dev.stacksets.benchmarks.scorecard;

import dev.stacksets.benchmarks.measuring.Build;
import dev.stacksets.benchmarks.measuring.Figures;
import dev.stacksets.benchmarks.measuring.Moto;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Under what a run measures.
 *
 * @param seed decides everything drawn
 * @param quick fewer repetitions and smaller numbers, to see that it works
 * @param build where the jars are
 * @param moto the other simulator, where it is installed
 */
public record Conditions(long seed, boolean quick, Build build, Optional<Moto> moto) {

    /**
     * A number that shrinks in a quick run.
     *
     * @param full otherwise
     * @param inQuickRun in a quick run
     * @return one of both
     */
    public int count(int full, int inQuickRun) {
        return quick ? inQuickRun : full;
    }

    /**
     * How often each side is measured.
     *
     * @return rounds that count
     */
    public int rounds() {
        return count(9, 3);
    }

    /**
     * The other simulator's side of a figure.
     *
     * @param figures what it reached, empty where it is not installed
     * @param figure of them
     * @return named with its version
     */
    public Theirs moto(Optional<Figures> figures, ToDoubleFunction<Figures> figure) {
        return moto.flatMap(m -> figures.map(f -> Theirs.of(m.toString(), figure.applyAsDouble(f))))
                .orElse(Theirs.absent("moto"));
    }
}
