package dev.stacksets;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who sets several ids or words may list them, or hand over a collection. */
class BuildersTest {

    @Test
    void setterOfManyTexts_hasATwinThatListsThem() {
        List<Method> setters = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.stacksets").stream()
                        .filter(type -> type.getSimpleName().equals("Builder")
                                && type.getModifiers().contains(JavaModifier.PUBLIC)
                                && !type.getPackageName().contains(".internal"))
                        .map(JavaClass::reflect)
                        .flatMap(type -> Stream.of(type.getMethods()))
                        .filter(method -> method.getParameterCount() == 1
                                && Iterable.class.isAssignableFrom(method.getParameterTypes()[0])
                                && isOfWords(method.getGenericParameterTypes()[0]))
                        .toList();

        assertThat(setters)
                .hasSizeGreaterThan(12)
                .allSatisfy(setter -> assertThat(setter.getDeclaringClass().getMethods())
                        .as("varargs of %s", setter)
                        .anyMatch(other -> other.getName().equals(setter.getName()) && other.isVarArgs()));
    }

    private static boolean isOfWords(Type type) {
        return type instanceof ParameterizedType parameterized
                && parameterized.getActualTypeArguments()[0] instanceof Class<?> element
                && (element == String.class || element.isEnum());
    }
}
