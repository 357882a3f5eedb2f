package dev.stacksets.organizations.internal.checks;

import dev.stacksets.definition.TemplateSource;
import dev.stacksets.organizations.PreflightCheck;
import dev.stacksets.organizations.PreflightContext;
import dev.stacksets.organizations.internal.Document;
import dev.stacksets.organizations.preflight.PreflightFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Whether resources whose names hold beyond a Region get the same name twice: names of IAM resources are an account's, those
 * of S3 buckets the world's. User guide, "StackSets best practices". Looks into templates whose text is at hand.
 */
record FixedNamesCheck() implements PreflightCheck {
    private static final String BUCKET = "AWS::S3::Bucket";

    /** Resource types and the property that names the resource. */
    private static final Map<String, String> NAMES = Map.of(
            "AWS::IAM::User",
            "UserName",
            "AWS::IAM::Group",
            "GroupName",
            "AWS::IAM::Role",
            "RoleName",
            "AWS::IAM::ManagedPolicy",
            "ManagedPolicyName",
            "AWS::IAM::InstanceProfile",
            "InstanceProfileName",
            BUCKET,
            "BucketName");

    /** What makes a name another one in every stack. */
    private static final Set<String> OF_THE_STACK = Set.of("AWS::StackName", "AWS::StackId");

    @Override
    public String name() {
        return "names of global resources";
    }

    @Override
    public CompletableFuture<List<PreflightFinding>> look(PreflightContext context) {
        boolean regions = context.deployment().regions().size() > 1;
        return context.definition().template() instanceof TemplateSource.Inline text
                ? context.accounts().thenApply(accounts -> found(text, regions, accounts.size() > 1))
                : elsewhere(context, regions);
    }

    private List<PreflightFinding> found(TemplateSource.Inline text, boolean regions, boolean accounts) {
        Optional<Document> template = Document.parse(text.body());
        Map<String, Document> conditions = section(template, "Conditions");
        List<PreflightFinding> found = new ArrayList<>();
        section(template, "Resources")
                .forEach((id, resource) -> clash(resource, regions, accounts)
                        .ifPresent(clash -> found.add(finding(id, clash, condition(conditions, resource)))));
        return found;
    }

    private static Map<String, Document> section(Optional<Document> template, String name) {
        return template.flatMap(document -> document.child(name))
                .map(Document::children)
                .orElse(Map.of());
    }

    /** Where the same name would come twice. */
    private static Optional<String> clash(Document resource, boolean regions, boolean accounts) {
        String type = resource.child("Type").flatMap(Document::text).orElse("");
        Optional<Document> name = Optional.ofNullable(NAMES.get(type))
                .flatMap(property -> resource.at("Properties", property))
                .filter(given -> !mentions(given, OF_THE_STACK));
        if (name.isEmpty()) {
            return Optional.empty();
        }
        boolean perRegion = mentions(name.get(), Set.of("AWS::Region"));
        boolean perAccount = mentions(name.get(), Set.of("AWS::AccountId"));
        return Stream.of(
                        Optional.of("in every Region").filter(where -> regions && !perRegion),
                        Optional.of("in every account").filter(where -> accounts && !perAccount && type.equals(BUCKET)))
                .flatMap(Optional::stream)
                .reduce((one, other) -> one + " and " + other);
    }

    private static boolean mentions(Document value, Set<String> parameters) {
        return value.texts().anyMatch(text -> parameters.stream().anyMatch(text::contains));
    }

    /** A condition may keep the resource to one Region. */
    private static Optional<Document> condition(Map<String, Document> conditions, Document resource) {
        return resource.child("Condition")
                .flatMap(Document::text)
                .flatMap(name -> Optional.ofNullable(conditions.get(name)));
    }

    private PreflightFinding finding(String id, String clash, Optional<Document> condition) {
        String what = "Resource '" + id + "' has the same name " + clash + ", and only one of them can have it.";
        String fix = "Leave the name out, or put ${AWS::Region} or ${AWS::AccountId} into it, or name one Region.";
        return condition.isPresent()
                ? PreflightFinding.warning(name(), what, id, fix + " Unless its condition sees to it.")
                : PreflightFinding.blocker(name(), what, id, fix);
    }

    private CompletableFuture<List<PreflightFinding>> elsewhere(PreflightContext context, boolean regions) {
        return context.stackSets()
                .summarizeTemplate(context.definition().template())
                .thenApply(summary -> summary.resourceTypes().stream().anyMatch(NAMES::containsKey) && regions
                        ? List.of(PreflightFinding.notChecked(
                                name(),
                                "The text of the " + context.definition().template()
                                        + " is not at hand; it has resources that may have names of their own.",
                                "Pass it as TemplateSource.file(...) to have it looked into."))
                        : List.of());
    }
}
