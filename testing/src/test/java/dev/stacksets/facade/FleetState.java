package dev.stacksets.facade;

import dev.stacksets.testing.Call;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.StackInstance;

/** What a stack set's instances are, by account and Region, and what calls did to them. */
final class FleetState {
    private FleetState() {}

    /** Every instance with its overrides. */
    static Map<String, StackInstance> instances(CloudFormationAsyncClient client, String stackSet) {
        Map<String, StackInstance> instances = new TreeMap<>();
        client.listStackInstancesPaginator(r -> r.stackSetName(stackSet))
                .summaries()
                .subscribe(summary -> instances.put(
                        summary.account() + "/" + summary.region(),
                        client.describeStackInstance(r -> r.stackSetName(stackSet)
                                        .stackInstanceAccount(summary.account())
                                        .stackInstanceRegion(summary.region()))
                                .join()
                                .stackInstance()))
                .join();
        return instances;
    }

    static Map<String, String> overrides(StackInstance instance) {
        Map<String, String> overrides = new HashMap<>();
        for (Parameter parameter : instance.parameterOverrides()) {
            overrides.put(parameter.parameterKey(), parameter.parameterValue());
        }
        return overrides;
    }

    /** How often accepted operations named each account and Region; those that name none are for all of those given. */
    static Map<String, Integer> touched(List<Call> calls, Collection<String> all) {
        Map<String, Integer> touched = new HashMap<>();
        Set<String> operations = new HashSet<>();
        for (Call call : calls) {
            if (call.status() == 200
                    && call.action().matches("(Create|Update|Delete)StackInstances|UpdateStackSet")
                    && operations.add(call.parameters().get("OperationId"))) {
                List<String> accounts = members(call, "Accounts");
                accounts.forEach(account -> members(call, "Regions")
                        .forEach(region -> touched.merge(account + "/" + region, 1, Integer::sum)));
                if (accounts.isEmpty()) {
                    all.forEach(instance -> touched.merge(instance, 1, Integer::sum));
                }
            }
        }
        return touched;
    }

    private static List<String> members(Call call, String list) {
        List<String> members = new ArrayList<>();
        for (int i = 1; call.parameters().containsKey(list + ".member." + i); i++) {
            members.add(call.parameters().get(list + ".member." + i));
        }
        return members;
    }
}
