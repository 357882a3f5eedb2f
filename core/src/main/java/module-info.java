/** Runs AWS CloudFormation StackSets: definitions, targets, operations and their handles. */
@org.jspecify.annotations.NullMarked
module dev.stacksets.core {
    requires static org.immutables.value.annotations;
    requires static org.jspecify;

    exports dev.stacksets.operation;
    exports dev.stacksets.spi;
}
