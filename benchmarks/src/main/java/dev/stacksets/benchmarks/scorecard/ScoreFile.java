package dev.stacksets.benchmarks.scorecard;

import java.util.List;
import java.util.OptionalDouble;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/** The scorecard for programs: an array with an object for each line; what is not known is null. */
public final class ScoreFile {

    private ScoreFile() {}

    /**
     * Renders it.
     *
     * @param card its lines
     * @param seed of the run
     * @return UTF-8
     */
    public static byte[] json(List<Line> card, long seed) {
        JsonWriter json = JsonWriter.create().writeStartArray();
        card.forEach(line -> write(json, line.goal(), line.score(), seed));
        return json.writeEndArray().getBytes();
    }

    private static void write(JsonWriter json, Goal goal, Score score, long seed) {
        json.writeStartObject().writeFieldName("goal").writeValue(goal.number());
        json.writeFieldName("name").writeValue(score.name());
        json.writeFieldName("ours");
        figure(json, Double.isNaN(score.ours()) ? OptionalDouble.empty() : OptionalDouble.of(score.ours()));
        json.writeFieldName("theirs");
        figure(json, score.theirs().value());
        json.writeFieldName("ratio");
        figure(json, score.ratio());
        json.writeFieldName("target").writeValue(score.target().toString());
        json.writeFieldName("holds");
        switch (score.holds()) {
            case YES -> json.writeValue(true);
            case NO -> json.writeValue(false);
            case UNKNOWN -> json.writeNull();
        }
        json.writeFieldName("unit").writeValue(score.unit());
        json.writeFieldName("seed").writeValue(seed);
        json.writeFieldName("detail").writeValue(score.detail()).writeEndObject();
    }

    private static void figure(JsonWriter json, OptionalDouble value) {
        if (value.isPresent()) {
            json.writeValue(value.getAsDouble());
        } else {
            json.writeNull();
        }
    }
}
