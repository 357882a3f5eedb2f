package dev.stacksets.internal;

import dev.stacksets.definition.InvalidInputException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.immutables.value.Value;

/** How Immutables writes our values: the interface and its {@code Builder} are the API, the rest stays hidden. */
@Target({ElementType.PACKAGE, ElementType.TYPE})
@Retention(RetentionPolicy.SOURCE)
@Value.Style(
        visibility = Value.Style.ImplementationVisibility.PACKAGE,
        builderVisibility = Value.Style.BuilderVisibility.PACKAGE,
        overshadowImplementation = true,
        allParameters = false,
        add = "*",
        addAll = "addAll*",
        put = "*",
        putAll = "putAll*",
        depluralize = true,
        from = "copyOf",
        jdkOnly = true,
        throwForInvalidImmutableState = InvalidInputException.class)
public @interface HiddenImmutable {}
