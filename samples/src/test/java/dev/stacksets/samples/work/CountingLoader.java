package dev.stacksets.samples.work;

import static org.objectweb.asm.Opcodes.ASM9;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.H_INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Loads this library and the YAML parser once more, so that whatever they do is counted by {@link Work}: with no word about
 * counting in the code itself, and by whatever machine. What only prepares input is not counted.
 */
final class CountingLoader extends ClassLoader {
    private static final String WORK = Type.getInternalName(Work.class);

    CountingLoader() {
        super(CountingLoader.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        boolean counted = (name.startsWith("dev.stacksets.") || name.startsWith("org.snakeyaml."))
                && !name.equals(Plans.class.getName())
                && !name.startsWith(Work.class.getName());
        if (!counted) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known == null ? define(name) : known;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream code = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (code == null) {
                throw new ClassNotFoundException(name);
            }
            ClassReader reader = new ClassReader(code);
            ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
            reader.accept(new CountedClass(writer), 0);
            byte[] counted = writer.toByteArray();
            return defineClass(name, counted, 0, counted.length);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static final class CountedClass extends ClassVisitor {
        CountedClass(ClassVisitor next) {
            super(ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] thrown) {
            return new CountedMethod(super.visitMethod(access, name, type, signature, thrown));
        }
    }

    private static final class CountedMethod extends MethodVisitor {
        private final Set<Label> passed = new HashSet<>();

        CountedMethod(MethodVisitor next) {
            super(ASM9, next);
        }

        private void count() {
            super.visitMethodInsn(INVOKESTATIC, WORK, "one", "()V", false);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            count();
        }

        @Override
        public void visitLabel(Label label) {
            passed.add(label);
            super.visitLabel(label);
        }

        /** A jump back is one more time round. */
        @Override
        public void visitJumpInsn(int code, Label target) {
            if (passed.contains(target)) {
                count();
            }
            super.visitJumpInsn(code, target);
        }

        @Override
        public void visitMethodInsn(int code, String owner, String name, String type, boolean ofInterface) {
            Optional<String> watched = code == INVOKESTATIC ? staticOf(owner, name, type) : instead(owner, name, type);
            if (watched.isPresent()) {
                super.visitMethodInsn(INVOKESTATIC, WORK, name, watched.get(), false);
                return;
            }
            if (type.startsWith("(Ljava/util/Collection;)") && owner.startsWith("java/util/")) {
                super.visitInsn(DUP);
                super.visitMethodInsn(INVOKESTATIC, WORK, "sizeOf", "(Ljava/lang/Object;)V", false);
            }
            super.visitMethodInsn(code, owner, name, type, ofInterface);
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String type, Handle bootstrap, Object... arguments) {
            Object[] watched = Arrays.stream(arguments)
                    .map(argument -> argument instanceof Handle method ? instead(method) : argument)
                    .toArray();
            super.visitInvokeDynamicInsn(name, type, bootstrap, watched);
        }

        /** What a method reference is bound to must have the very type it had. */
        private static Handle instead(Handle method) {
            return method.getTag() == H_INVOKESTATIC
                    ? method
                    : known(method.getOwner(), method.getName(), method.getDesc())
                            .map(type -> new Handle(H_INVOKESTATIC, WORK, method.getName(), type, false))
                            .orElse(method);
        }

        private static Optional<String> staticOf(String owner, String name, String type) {
            return Optional.of(type)
                    .filter(found -> owner.equals("java/util/Arrays") && name.equals("copyOfRange"))
                    .filter("([III)[I"::equals);
        }

        /** The method of {@link Work} that does the same. */
        private static Optional<String> instead(String owner, String name, String type) {
            boolean collection = Set.of("java/util/List", "java/util/ArrayList", "java/util/Set")
                    .contains(owner);
            return known(owner, name, type)
                    .or(() -> collection ? known("java/util/Collection", name, type) : Optional.empty());
        }

        private static Optional<String> known(String receiver, String name, String type) {
            return Optional.of("(L" + receiver + ";" + type.substring(1))
                    .filter(found -> Arrays.stream(Work.class.getMethods())
                            .anyMatch(method -> method.getName().equals(name)
                                    && Type.getMethodDescriptor(method).equals(found)));
        }
    }
}
