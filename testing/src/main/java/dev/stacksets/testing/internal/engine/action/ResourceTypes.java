package dev.stacksets.testing.internal.engine.action;

import dev.stacksets.testing.internal.engine.base.Errors;
import dev.stacksets.testing.internal.protocol.AwsError;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.DescribeTypeRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeTypeResponse;
import software.amazon.awssdk.services.cloudformation.model.ProvisioningType;
import software.amazon.awssdk.services.cloudformation.model.RegistryType;
import software.amazon.awssdk.services.cloudformation.model.Visibility;

/** The registry of resource types: those a test has put into it. */
public final class ResourceTypes {

    private ResourceTypes() {}

    public static DescribeTypeResponse describe(DescribeTypeRequest request, Map<String, String> schemas) {
        String name = request.typeName();
        @Nullable String schema = name == null ? null : schemas.get(name);
        if (schema == null || request.type() != RegistryType.RESOURCE) {
            throw new AwsError(
                    404,
                    "TypeNotFoundException",
                    "The type '" + Errors.shortened(String.valueOf(name)) + "' cannot be found.");
        }
        return DescribeTypeResponse.builder()
                .type(RegistryType.RESOURCE)
                .typeName(name)
                .arn("arn:aws:cloudformation:us-east-1::type/resource/" + name.replace("::", "-"))
                .schema(schema)
                .provisioningType(ProvisioningType.FULLY_MUTABLE)
                .visibility(Visibility.PUBLIC)
                .build();
    }
}
