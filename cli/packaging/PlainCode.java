import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/// Replaces, in one class, what the JVM would spin when a switch over types or a record's `equals`,
/// `hashCode` or `toString` first runs, by methods with the same meaning.
///
/// The AOT cache of JDK 25 keeps the call sites of lambdas and of string concatenation, not those
/// of `SwitchBootstraps` and `ObjectMethods` (JEP 483, "Archived invokedynamic call sites"): each
/// costs 2 to 5 ms of every start, and a compile passes some fifty of them.
final class PlainCode extends ClassVisitor {
  private static final String SWITCHES = "java/lang/runtime/SwitchBootstraps";
  private static final String RECORDS = "java/lang/runtime/ObjectMethods";
  private static final int HIDDEN =
      Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;

  /// A method to add: what its call site looked like and what its body needs.
  private sealed interface Added {}

  private record Switch(String name, String descriptor, List<Type> labels) implements Added {}

  private record Member(String name, String descriptor, Object[] arguments) implements Added {}

  private final List<Added> added = new ArrayList<>();
  private String owner = "";
  private boolean isInterface;

  private PlainCode(ClassWriter writer) {
    super(Opcodes.ASM9, writer);
  }

  /// The class with its call sites replaced; the very same bytes when it has none of them.
  static byte[] of(byte[] bytes) {
    ClassReader reader = new ClassReader(bytes);
    ClassWriter writer = new ClassWriter(0);
    PlainCode code = new PlainCode(writer);
    reader.accept(code, 0);
    return code.added.isEmpty() ? bytes : writer.toByteArray();
  }

  @Override
  public void visit(
      int version, int access, String name, String signature, String parent, String[] faces) {
    owner = name;
    isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
    super.visit(version, access, name, signature, parent, faces);
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
    return new MethodVisitor(Opcodes.ASM9, method) {
      @Override
      public void visitInvokeDynamicInsn(
          String site, String type, Handle bootstrap, Object... arguments) {
        Added replacement = replacement(site, type, bootstrap, arguments);
        switch (replacement) {
          case null -> super.visitInvokeDynamicInsn(site, type, bootstrap, arguments);
          case Switch s -> call(s.name(), type);
          case Member m -> call(m.name(), type);
        }
      }

      private void call(String target, String type) {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, owner, target, type, isInterface);
      }
    };
  }

  /// The method that stands for a call site, or null for a call site that stays.
  private Added replacement(String site, String type, Handle bootstrap, Object[] arguments) {
    Added method = null;
    if (bootstrap.getOwner().equals(SWITCHES)
        && site.equals("typeSwitch")
        && Arrays.stream(arguments).allMatch(Type.class::isInstance)) {
      List<Type> labels = Arrays.stream(arguments).map(Type.class::cast).toList();
      method = new Switch("$typeSwitch$" + added.size(), type, labels);
    } else if (bootstrap.getOwner().equals(RECORDS)) {
      method = new Member("$" + site, type, arguments);
    }
    if (method != null) {
      added.add(method);
    }
    return method;
  }

  @Override
  public void visitEnd() {
    for (Added method : added) {
      switch (method) {
        case Switch s -> addSwitch(s);
        case Member m -> addMember(m);
      }
    }
    super.visitEnd();
  }

  /// `(selector, restart)`: the first label from `restart` on that the selector is an instance of,
  /// the number of labels when there is none, -1 for null.
  private void addSwitch(Switch method) {
    MethodVisitor code = cv.visitMethod(HIDDEN, method.name(), method.descriptor(), null, null);
    code.visitCode();
    Label present = new Label();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitJumpInsn(Opcodes.IFNONNULL, present);
    code.visitInsn(Opcodes.ICONST_M1);
    code.visitInsn(Opcodes.IRETURN);
    place(code, present);
    for (int i = 0; i < method.labels().size(); i++) {
      Label next = new Label();
      code.visitVarInsn(Opcodes.ILOAD, 1);
      code.visitIntInsn(Opcodes.SIPUSH, i);
      code.visitJumpInsn(Opcodes.IF_ICMPGT, next);
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitTypeInsn(Opcodes.INSTANCEOF, method.labels().get(i).getInternalName());
      code.visitJumpInsn(Opcodes.IFEQ, next);
      code.visitIntInsn(Opcodes.SIPUSH, i);
      code.visitInsn(Opcodes.IRETURN);
      place(code, next);
    }
    code.visitIntInsn(Opcodes.SIPUSH, method.labels().size());
    code.visitInsn(Opcodes.IRETURN);
    code.visitMaxs(2, 2);
    code.visitEnd();
  }

  private static void place(MethodVisitor code, Label label) {
    code.visitLabel(label);
    code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
  }

  private void addMember(Member method) {
    MethodVisitor code = cv.visitMethod(HIDDEN, method.name(), method.descriptor(), null, null);
    Object[] arguments = method.arguments();
    List<Handle> fields =
        Arrays.stream(arguments, 2, arguments.length).map(Handle.class::cast).toList();
    code.visitCode();
    switch (method.name()) {
      case "$equals" -> new RecordCode(code, owner, fields).equality();
      case "$hashCode" -> new RecordCode(code, owner, fields).hash();
      case "$toString" ->
          new RecordCode(code, owner, fields).text(((String) arguments[1]).split(";"));
      default -> throw new IllegalArgumentException(method.name());
    }
    code.visitEnd();
  }
}
