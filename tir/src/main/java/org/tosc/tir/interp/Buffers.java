package org.tosc.tir.interp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;

/// The memory of one interpreter: the meaning of the `kernel` operations on buffers, and how many
/// buffers there are.
public final class Buffers {
  private final TensorDomain tensors;
  private boolean checksRaces = true;
  private long allocated;
  private long freed;
  private @Nullable Launch launch;
  private @Nullable List<View.Memory> undoable;

  Buffers(TensorDomain tensors) {
    this.tensors = tensors;
  }

  /// How many buffers were made.
  public long allocated() {
    return allocated;
  }

  /// How many buffers are in use: made and not freed.
  public long live() {
    return allocated - freed;
  }

  /// Whether programs of a launch are held against each other; they are unless somebody says no.
  public void checkRaces(boolean yes) {
    checksRaces = yes;
  }

  boolean checksRaces() {
    return checksRaces;
  }

  /// The launch in progress, or null.
  @Nullable Launch launch() {
    return launch;
  }

  void setLaunch(@Nullable Launch current) {
    launch = current;
  }

  View alloc(BufferType type, long[] open) {
    long[] extents = new long[type.rank()];
    int next = 0;
    for (int axis = 0; axis < extents.length; axis++) {
      extents[axis] =
          type.shape().get(axis) instanceof Dim.Known(long size, var _) ? size : open[next++];
    }
    for (long extent : extents) {
      if (extent < 0) {
        throw KernelFaults.extent(extent);
      }
    }
    try {
      return made(View.of(extents, Elements.zeros(type.element(), Extents.size(extents))));
    } catch (GuestFault | OutOfMemoryError tooLarge) {
      throw KernelFaults.memory(extents);
    }
  }

  private View made(View view) {
    allocated++;
    return view;
  }

  void free(View view) {
    View.Memory memory = view.memory();
    memory.isFree = true;
    freed++;
    if (undoable != null) {
      undoable.add(memory);
    }
  }

  /// From now on [#undoFrees] can take back what is freed.
  public void rememberFrees() {
    undoable = new ArrayList<>();
  }

  /// Makes everything that was freed since [#rememberFrees] usable again: the values that a caller
  /// kept are what they were.
  public void undoFrees() {
    if (undoable != null) {
      undoable.forEach(memory -> memory.isFree = false);
      freed -= undoable.size();
      undoable = null;
    }
  }

  Object load(View view, long... index) {
    return read(view, view.checked(index), index);
  }

  void store(View view, Object value, long... index) {
    write(view, view.checked(index), value, index);
  }

  void atomicAdd(View view, Object value, long... index) {
    add(view, view.checked(index), value, index);
  }

  /// Reads element `at`, which stands at `index`.
  Object read(View view, int at, long[] index) {
    if (launch != null) {
      launch.reads(view, index);
    }
    return view.elements().get(at);
  }

  void write(View view, int at, Object value, long[] index) {
    if (launch != null) {
      launch.writes(view, index);
    }
    view.elements().set(at, value);
  }

  void add(View view, int at, Object value, long[] index) {
    if (launch != null) {
      launch.adds(view, index);
    }
    Elements elements = view.elements();
    Scalar type = elements.type();
    elements.set(at, ScalarMeaning.binary(CoreOp.ADD, type, elements.get(at), value));
  }

  static long extent(View view, long axis) {
    if (axis < 0 || axis >= view.extents.length) {
      throw KernelFaults.axis(axis, view.extents);
    }
    return view.extents[(int) axis];
  }

  static View slice(BufferType type, View view, long[] numbers) {
    int rank = view.extents.length;
    long[] sizes = Arrays.copyOfRange(numbers, rank, 2 * rank);
    View slice = view.slice(Arrays.copyOf(numbers, rank), sizes);
    if (!fits(type.shape(), sizes)) {
      throw new IllegalStateException(Arrays.toString(sizes) + " is no " + type);
    }
    return slice;
  }

  void copy(View from, View to) {
    if (!Arrays.equals(from.extents, to.extents)) {
      throw KernelFaults.copy(from.extents, to.extents);
    }
    to.memory();
    from.memory();
    int count = Extents.size(from.extents);
    Object[] all = new Object[count];
    for (int i = 0; i < count; i++) {
      long[] index = index(from.extents, i);
      all[i] = read(from, from.at(index), index);
    }
    for (int i = 0; i < count; i++) {
      long[] index = index(to.extents, i);
      write(to, to.at(index), all[i], index);
    }
  }

  View fromTensor(BufferType type, Object tensor) {
    OracleTensor elements = tensors.oracle(tensor);
    long[] extents = elements.shape();
    if (!fits(type.shape(), extents)) {
      throw KernelFaults.shape(known(type.shape()), extents);
    }
    return made(View.of(extents, Elements.of(elements)));
  }

  Object toTensor(Operation o, View view) {
    TensorType type = (TensorType) o.result().type();
    if (!fits(type.shape(), view.extents)) {
      throw new IllegalStateException(Arrays.toString(view.extents) + " is no " + type);
    }
    int count = Extents.size(view.extents);
    Elements elements = Elements.zeros(type.element(), count);
    for (int i = 0; i < count; i++) {
      long[] index = index(view.extents, i);
      elements.set(i, read(view, view.at(index), index));
    }
    return tensors.tensor(elements.tensor(view.extents.clone()));
  }

  static long[] index(long[] extents, int i) {
    return Arrays.stream(Extents.index(extents, i)).asLongStream().toArray();
  }

  private static boolean fits(List<Dim> shape, long[] extents) {
    for (int axis = 0; axis < extents.length; axis++) {
      if (shape.get(axis) instanceof Dim.Known(long size, var _) && size != extents[axis]) {
        return false;
      }
    }
    return true;
  }

  private static String known(List<Dim> shape) {
    return shape.stream()
        .map(d -> d instanceof Dim.Known k ? Objects.toString(k) : "?")
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
