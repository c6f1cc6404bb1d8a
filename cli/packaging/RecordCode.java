import java.util.List;
import java.util.Map;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/// The bodies of a record's `equals`, `hashCode` and `toString`, with the meaning that the class
/// comment of `java.lang.Record` and `java.lang.runtime.ObjectMethods` give them. The record is
/// local 0.
record RecordCode(MethodVisitor code, String owner, List<Handle> fields) {
  private static final String OBJECT = "Ljava/lang/Object;";
  private static final String BUILDER = "java/lang/StringBuilder";

  private static final Map<String, String> BOXES =
      Map.of(
          "Z", "java/lang/Boolean",
          "B", "java/lang/Byte",
          "S", "java/lang/Short",
          "C", "java/lang/Character",
          "I", "java/lang/Integer",
          "J", "java/lang/Long",
          "F", "java/lang/Float",
          "D", "java/lang/Double");

  /// `(R, Object)boolean`; numbers are compared as their boxes compare, so NaN equals itself.
  void equality() {
    Label differs = new Label();
    Label same = new Label();
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitTypeInsn(Opcodes.INSTANCEOF, owner);
    code.visitJumpInsn(Opcodes.IFNE, same);
    code.visitInsn(Opcodes.ICONST_0);
    code.visitInsn(Opcodes.IRETURN);
    code.visitLabel(same);
    code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitTypeInsn(Opcodes.CHECKCAST, owner);
    code.visitVarInsn(Opcodes.ASTORE, 2);
    for (Handle field : fields) {
      get(0, field);
      get(2, field);
      compare(field.getDesc(), differs);
    }
    code.visitInsn(Opcodes.ICONST_1);
    code.visitInsn(Opcodes.IRETURN);
    if (!fields.isEmpty()) {
      code.visitLabel(differs);
      code.visitFrame(Opcodes.F_APPEND, 1, new Object[] {owner}, 0, null);
      code.visitInsn(Opcodes.ICONST_0);
      code.visitInsn(Opcodes.IRETURN);
    }
    code.visitMaxs(4, 3);
  }

  /// Two values are on the stack; goes on when they are equal.
  private void compare(String type, Label differs) {
    String box = BOXES.get(type);
    if (box == null) {
      String equal = "(" + OBJECT + OBJECT + ")Z";
      code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/util/Objects", "equals", equal, false);
      code.visitJumpInsn(Opcodes.IFEQ, differs);
    } else {
      String order = "(" + type + type + ")I";
      code.visitMethodInsn(Opcodes.INVOKESTATIC, box, "compare", order, false);
      code.visitJumpInsn(Opcodes.IFNE, differs);
    }
  }

  /// `(R)int`
  void hash() {
    code.visitInsn(Opcodes.ICONST_0);
    for (Handle field : fields) {
      code.visitIntInsn(Opcodes.BIPUSH, 31);
      code.visitInsn(Opcodes.IMUL);
      get(0, field);
      String type = field.getDesc();
      String box = BOXES.get(type);
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          box == null ? "java/util/Objects" : box,
          "hashCode",
          "(" + (box == null ? OBJECT : type) + ")I",
          false);
      code.visitInsn(Opcodes.IADD);
    }
    code.visitInsn(Opcodes.IRETURN);
    code.visitMaxs(4, 1);
  }

  /// `(R)String`: `Name[first=1, second=2]`.
  void text(String[] names) {
    code.visitTypeInsn(Opcodes.NEW, BUILDER);
    code.visitInsn(Opcodes.DUP);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, BUILDER, "<init>", "()V", false);
    append(owner.substring(Math.max(owner.lastIndexOf('/'), owner.lastIndexOf('$')) + 1) + "[");
    for (int i = 0; i < fields.size(); i++) {
      append((i > 0 ? ", " : "") + names[i] + "=");
      get(0, fields.get(i));
      append(Type.getType(fields.get(i).getDesc()));
    }
    append("]");
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BUILDER, "toString", "()Ljava/lang/String;", false);
    code.visitInsn(Opcodes.ARETURN);
    code.visitMaxs(3, 1);
  }

  private void append(String text) {
    code.visitLdcInsn(text);
    append(Type.getType(String.class));
  }

  private void append(Type type) {
    String argument =
        switch (type.getSort()) {
          case Type.BYTE, Type.SHORT, Type.INT -> "I";
          case Type.ARRAY -> OBJECT;
          case Type.OBJECT ->
              type.getDescriptor().equals("Ljava/lang/String;") ? "Ljava/lang/String;" : OBJECT;
          default -> type.getDescriptor();
        };
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, BUILDER, "append", "(" + argument + ")L" + BUILDER + ";", false);
  }

  private void get(int local, Handle field) {
    code.visitVarInsn(Opcodes.ALOAD, local);
    code.visitFieldInsn(Opcodes.GETFIELD, owner, field.getName(), field.getDesc());
  }
}
