/** Stack sets as CloudFormation templates in YAML or JSON, written and read. */
@NullMarked
package dev.stacksets.yaml;

import org.jspecify.annotations.NullMarked;
