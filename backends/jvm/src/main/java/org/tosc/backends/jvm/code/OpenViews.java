package org.tosc.backends.jvm.code;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Layout;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Views of one axis whose elements are neighbours in a Java array. The array and where the view
/// begins in it are read once, where the view becomes known, into locals of their own: an access is
/// then what javac makes of `array[offset + i]`.
final class OpenViews {
  private static final String VIEW = "org/tosc/rt/device/View";
  private static final String MEMORY = "org/tosc/rt/device/Memory";
  private static final Repr ARRAY = Repr.OBJECT;
  private static final Repr OFFSET = Repr.of(Scalar.I32);

  /// The locals of an open view.
  private record Open(int array, int offset) {}

  private final MethodEmitter method;
  private final Set<Integer> wanted = new HashSet<>();
  private final Map<Integer, Open> open = new HashMap<>();

  OpenViews(MethodEmitter method) {
    this.method = method;
    if (!method.layout.isSplit()) {
      collect(method.function);
    }
  }

  private void collect(Function function) {
    collect(function.body());
  }

  private void collect(Region region) {
    for (Operation o : region.ops()) {
      boolean isElement = o.op() == KernelOp.LOAD || o.op() == KernelOp.STORE;
      boolean isVector = o.op() == KernelOp.VLOAD || o.op() == KernelOp.VSTORE;
      if (((isElement && isProved(o)) || isVector) && isArray(o.operand(0))) {
        wanted.add(o.operand(0).id());
      }
      o.regions().forEach(this::collect);
    }
  }

  static boolean isProved(Operation o) {
    return o.attributes().string("bounds", "checked").equals("proved");
  }

  /// Whether a view's elements are neighbours in an array.
  static boolean isArray(Value view) {
    return view.type() instanceof BufferType type
        && type.rank() == 1
        && type.layout() != Layout.STRIDED
        && Cells.of(type.element()) != null;
  }

  /// Emits the reading, if the value is such a view; it is in its place already.
  void open(Value view) {
    if (!wanted.contains(view.id())) {
      return;
    }
    Open locals = new Open(method.values.temporary(ARRAY), method.values.temporary(OFFSET));
    pushArray(view);
    method.code.store(ARRAY, locals.array);
    pushOffset(view);
    method.code.store(OFFSET, locals.offset);
    open.put(view.id(), locals);
  }

  void close(Value view) {
    Open locals = open.remove(view.id());
    if (locals != null) {
      method.values.giveTemporary(ARRAY, locals.array);
      method.values.giveTemporary(OFFSET, locals.offset);
    }
  }

  /// Pushes the array and the place of an i32 or i64 index in it.
  void pushPlace(Value view, Value index) {
    pushStart(view);
    method.push(index);
    if (index.type() == Scalar.I64) {
      method.code.op(Opcodes.L2I);
    }
    method.code.op(Opcodes.IADD);
  }

  /// The same of an `int` in a local.
  void pushPlace(Value view, int index) {
    pushStart(view);
    method.code.local(Opcodes.ILOAD, index);
    method.code.op(Opcodes.IADD);
  }

  private void pushStart(Value view) {
    Open locals = open.get(view.id());
    if (locals == null) {
      pushArray(view);
      pushOffset(view);
    } else {
      method.code.load(ARRAY, locals.array);
      method.code.load(OFFSET, locals.offset);
    }
  }

  private void pushArray(Value view) {
    Cells cells = Objects.requireNonNull(Cells.of(element(view)));
    method.push(view);
    method.code.callVirtual(VIEW, "memory", "()L" + MEMORY + ";");
    method.code.type(Opcodes.CHECKCAST, cells.memory);
    method.code.callVirtual(cells.memory, cells.accessor, "()[" + cells.descriptor);
  }

  private void pushOffset(Value view) {
    method.push(view);
    method.code.callVirtual(VIEW, "offset", "()I");
  }

  static Scalar element(Value view) {
    return ((BufferType) view.type()).element();
  }
}
