package org.tosc.backends.jvm.code;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.tosc.tir.source.Position;
import org.tosc.tir.source.Span;

/// Writes the instructions of one method and remembers which bytecode belongs to which source span.
final class Code {
  private final MethodVisitor out;
  private final List<Mark> marks = new ArrayList<>();
  private Span marked = Span.NONE;
  private Span pending = Span.NONE;
  private int line;
  private int instructions;
  private int bytes;
  private int ranges;

  /// From this label on, instructions come from this span.
  record Mark(Label label, Span span) {}

  Code(MethodVisitor out) {
    this.out = out;
    out.visitCode();
  }

  /// Instructions so far; two equal counts mean that nothing stands between.
  int instructions() {
    return instructions;
  }

  /// The method's size so far in bytes, or a little more.
  int bytes() {
    return bytes;
  }

  private void count(int size) {
    place();
    instructions++;
    bytes += size;
  }

  List<Mark> marks() {
    return marks;
  }

  /// Says that the next instruction may raise an error at `span`.
  void mark(Span span) {
    if (!span.isNone()) {
      pending = span;
    }
  }

  /// Marks an instruction only when it comes, so that each has one mark: the last one asked for.
  private void place() {
    Span span = pending;
    pending = Span.NONE;
    if (span.isNone() || span.equals(marked)) {
      return;
    }
    marked = span;
    Label here = new Label();
    out.visitLabel(here);
    marks.add(new Mark(here, span));
    Position from = span.from();
    if (from.line() != line && from.line() <= 0xFFFF) {
      line = from.line();
      out.visitLineNumber(line, here);
    }
  }

  void op(int opcode) {
    count(1);
    out.visitInsn(opcode);
  }

  void local(int opcode, int index) {
    count(index < 4 ? 1 : index < 256 ? 2 : 4);
    out.visitVarInsn(opcode, index);
    if (ranges > 0 && opcode >= Opcodes.ISTORE) {
      out.visitLabel(new Label()); // see openRange
    }
  }

  void load(Repr repr, int index) {
    local(repr.carrier().load, index);
  }

  void store(Repr repr, int index) {
    local(repr.carrier().store, index);
  }

  void jump(int opcode, Label target) {
    count(3);
    out.visitJumpInsn(opcode, target);
  }

  void gotoLabel(Label target) {
    jump(Opcodes.GOTO, target);
  }

  /// Binds a label here. What is marked before is forgotten, since other paths join.
  void bind(Label label) {
    marked = Span.NONE;
    out.visitLabel(label);
  }

  /// Begins a protected range. The library that computes stack maps is told of handlers after the
  /// code they protect, so it cannot know that the types of locals before and after a store both
  /// reach the handler: until the range is closed, each store ends a basic block.
  void openRange(Label from) {
    ranges++;
    bind(from);
  }

  void closeRange(Label to) {
    ranges--;
    bind(to);
  }

  void tryCatch(Label from, Label to, Label handler) {
    out.visitTryCatchBlock(from, to, handler, "java/lang/Throwable");
  }

  void call(String owner, String name, String descriptor) {
    count(3);
    out.visitMethodInsn(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
  }

  void callVirtual(String owner, String name, String descriptor) {
    count(3);
    out.visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner, name, descriptor, false);
  }

  void construct(String owner, String descriptor) {
    count(3);
    out.visitMethodInsn(Opcodes.INVOKESPECIAL, owner, "<init>", descriptor, false);
  }

  void dynamic(String name, String descriptor, Handle bootstrap, Object... arguments) {
    count(5);
    out.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
  }

  void field(int opcode, String owner, String name, String descriptor) {
    count(3);
    out.visitFieldInsn(opcode, owner, name, descriptor);
  }

  void type(int opcode, String className) {
    count(3);
    out.visitTypeInsn(opcode, className);
  }

  void newArray(int elements) {
    count(2);
    out.visitIntInsn(Opcodes.NEWARRAY, elements);
  }

  void increment(int local, int by) {
    count(local < 256 ? 3 : 6);
    out.visitIincInsn(local, by);
  }

  void constant(Object value) {
    count(3);
    out.visitLdcInsn(value);
  }

  void tableSwitch(int from, Label otherwise, Label... targets) {
    count(16 + 4 * targets.length);
    out.visitTableSwitchInsn(from, from + targets.length - 1, otherwise, targets);
  }

  void pushInt(int value) {
    if (value >= -1 && value <= 5) {
      op(Opcodes.ICONST_0 + value);
    } else if (value == (byte) value) {
      count(2);
      out.visitIntInsn(Opcodes.BIPUSH, value);
    } else if (value == (short) value) {
      count(3);
      out.visitIntInsn(Opcodes.SIPUSH, value);
    } else {
      constant(value);
    }
  }

  void pushLong(long value) {
    if (value == 0 || value == 1) {
      op(value == 0 ? Opcodes.LCONST_0 : Opcodes.LCONST_1);
    } else if (value == (short) value) {
      pushInt((int) value);
      op(Opcodes.I2L);
    } else {
      constant(value);
    }
  }

  void pushDouble(double value) {
    long bits = Double.doubleToRawLongBits(value);
    if (bits == 0L) {
      op(Opcodes.DCONST_0);
    } else if (value == 1.0) {
      op(Opcodes.DCONST_1);
    } else {
      constant(value);
    }
  }

  void pushFloat(float value) {
    if (Float.floatToRawIntBits(value) == 0) {
      op(Opcodes.FCONST_0);
    } else {
      constant(value);
    }
  }

  /// Boxes the primitive on the stack; references stay.
  void box(Repr repr) {
    Carrier carrier = repr.carrier();
    if (carrier.isPrimitive()) {
      call(
          carrier.boxClass(),
          "valueOf",
          "(" + carrier.primitive() + ")L" + carrier.boxClass() + ";");
    }
  }

  /// Turns the `Object` on the stack, known to be of this representation, into it.
  void unbox(Repr repr) {
    Carrier carrier = repr.carrier();
    if (carrier.isPrimitive()) {
      type(Opcodes.CHECKCAST, carrier.boxClass());
      callVirtual(carrier.boxClass(), carrier.unboxMethod(), "()" + carrier.primitive());
    } else if (!repr.equals(Repr.OBJECT)) {
      type(Opcodes.CHECKCAST, repr.className());
    }
  }

  void pop(Repr repr) {
    op(repr.carrier().size == 2 ? Opcodes.POP2 : Opcodes.POP);
  }

  void finish() {
    out.visitMaxs(0, 0);
    out.visitEnd();
  }
}
