package dev.stacksets.benchmarks.simulator;

import dev.stacksets.benchmarks.measuring.Figures;
import dev.stacksets.benchmarks.measuring.Moto;
import dev.stacksets.benchmarks.measuring.RawHttp;
import dev.stacksets.benchmarks.measuring.Rounds;
import dev.stacksets.benchmarks.measuring.Rounds.Side;
import dev.stacksets.benchmarks.measuring.ServerProcess;
import dev.stacksets.benchmarks.scorecard.Conditions;
import dev.stacksets.benchmarks.scorecard.Measurement;
import dev.stacksets.benchmarks.scorecard.Score;
import dev.stacksets.benchmarks.scorecard.Target;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;

/** DescribeStackSetOperation over HTTP, one call after the other on one kept connection, servers in their own processes. */
public final class HttpDescribes implements Measurement {

    private static final Target TARGET = Target.atLeast(2_500);

    @Override
    public List<Score> measure(Conditions conditions) throws IOException, InterruptedException {
        try (ServerProcess serve = conditions.build().serve(List.of("--instant"));
                RawHttp small = new RawHttp(serve.uri());
                RawHttp large = new RawHttp(serve.uri())) {
            int calls = conditions.count(10_000, 2_000);
            List<Side> sides = List.of(
                    describes(small, serve.uri(), Rollout.ofThree(), calls),
                    describes(large, serve.uri(), Rollout.ofHundredThousand(), calls));
            List<Figures> figures = conditions.moto().isEmpty()
                    ? Rounds.inTurn(conditions.rounds(), sides)
                    : besideMoto(conditions, conditions.moto().get(), sides);
            return scores(conditions, figures, held(serve));
        }
    }

    private static List<Figures> besideMoto(Conditions conditions, Moto moto, List<Side> ours)
            throws IOException, InterruptedException {
        try (ServerProcess server = moto.serve(conditions.build().folder());
                RawHttp http = new RawHttp(server.uri())) {
            List<Side> sides = new ArrayList<>(ours);
            sides.add(describes(http, server.uri(), Rollout.ofThree(), conditions.count(500, 50)));
            return Rounds.inTurn(conditions.rounds(), sides);
        }
    }

    private static Side describes(RawHttp http, URI server, Rollout rollout, int calls) {
        String stackSet = "of-" + rollout.instances();
        String operation = start(server, rollout, stackSet);
        byte[] request = RawHttp.post(
                server,
                "Action=DescribeStackSetOperation&Version=2010-05-15&StackSetName=" + stackSet + "&OperationId="
                        + operation);
        return Rounds.perSecond(calls, () -> http.send(request).success());
    }

    private static String start(URI server, Rollout rollout, String stackSet) {
        try (CloudFormationClient client = CloudFormationClient.builder()
                .endpointOverride(server)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("123456789012", "simulated")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            return rollout.start(client, stackSet);
        }
    }

    private static String held(ServerProcess serve) throws IOException {
        OptionalDouble mebibytes = serve.residentMebibytes();
        return mebibytes.isEmpty()
                ? ""
                : String.format(Locale.ROOT, "; %.0f MiB resident afterwards", mebibytes.getAsDouble());
    }

    private static List<Score> scores(Conditions conditions, List<Figures> figures, String held) {
        Optional<Figures> moto = figures.size() > 2 ? Optional.of(figures.get(2)) : Optional.empty();
        return List.of(
                score(conditions, Rollout.ofThree(), figures.get(0), moto, "both sides have 3 instances"),
                score(
                        conditions,
                        Rollout.ofHundredThousand(),
                        figures.get(1),
                        moto,
                        "theirs has 3 instances: it creates some 2,000 a second" + held));
    }

    private static Score score(
            Conditions conditions, Rollout rollout, Figures ours, Optional<Figures> moto, String sizes) {
        return new Score(
                String.format(Locale.ROOT, "describe over HTTP, %,d instances", rollout.instances()),
                "calls/s",
                ours.median(),
                conditions.moto(moto, Figures::median),
                TARGET,
                "one connection, one call at a time; " + sizes + "; median of " + ours.spread());
    }
}
