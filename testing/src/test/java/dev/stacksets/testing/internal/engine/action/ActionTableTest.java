package dev.stacksets.testing.internal.engine.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.testing.internal.engine.action.ActionTable.Prepared;
import dev.stacksets.testing.internal.engine.base.Caller;
import dev.stacksets.testing.internal.protocol.AwsError;
import dev.stacksets.testing.internal.template.Template;
import dev.stacksets.testing.internal.template.TemplateParser;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.ValidateTemplateRequest;
import software.amazon.awssdk.services.cloudformation.model.ValidateTemplateResponse;

/** What is done before the engine's lock is taken, and what under it. */
class ActionTableTest {

    private static final Caller CALLER = new Caller("111122223333", "us-east-1");
    private static final ValidateTemplateRequest REQUEST = ValidateTemplateRequest.builder()
            .templateBody("Resources: {A: {Type: 'AWS::SNS::Topic'}}")
            .build();

    private final AtomicInteger parsed = new AtomicInteger();

    private Prepared prepared(Function<String, Template> parser) {
        ActionTable actions = new ActionTable();
        actions.withTemplate(
                ValidateTemplateRequest.class,
                ValidateTemplateRequest::builder,
                request -> {
                    parsed.incrementAndGet();
                    return parser.apply(request.templateBody());
                },
                (caller, request, template) -> ValidateTemplateResponse.builder()
                        .declaredTransforms(template.get().transforms())
                        .build());
        return actions.find("ValidateTemplate").prepare().apply(REQUEST);
    }

    @Test
    void template_isParsedBeforeTheAnswer_andOnce() {
        Prepared prepared = prepared(TemplateParser::parse);
        assertThat(parsed).hasValue(1);

        prepared.answer(CALLER, Instant.EPOCH);
        assertThat(parsed).hasValue(1);
    }

    @Test
    void template_thatIsRefused_isRefusedWhenItsTurnComes() {
        AwsError refusal = AwsError.malformed("no template");
        Prepared prepared = prepared(body -> {
            throw refusal;
        });
        assertThat(parsed).hasValue(1);

        assertThatThrownBy(() -> prepared.answer(CALLER, Instant.EPOCH)).isSameAs(refusal);
    }
}
