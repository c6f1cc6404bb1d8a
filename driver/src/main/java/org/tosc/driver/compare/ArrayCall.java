package org.tosc.driver.compare;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.ArrayCode;
import org.tosc.backends.api.Loaded;
import org.tosc.driver.functions.Entry;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;

/// A function as an engine's code over arrays or memory, with those of one example.
public final class ArrayCall implements Runnable {
  private final ArrayCode code;
  private final List<Type> types;

  /// Those of the arguments, then those of the results.
  private final Object[] arrays;

  private ArrayCall(ArrayCode code, List<Type> types, Object[] arrays) {
    this.code = code;
    this.types = types;
    this.arrays = arrays;
  }

  /// The code of a function, or null where the engine makes none of it.
  ///
  /// @param program that holds the function's straight line
  public static @Nullable ArrayCode code(Loaded program, Entry entry) {
    try {
      return program.arrays(entry.straightSymbol());
    } catch (IllegalArgumentException | UnsupportedOperationException none) {
      return null;
    }
  }

  public static ArrayCall of(ArrayCode code, Entry entry, Example example) {
    List<Object> arrays = new ArrayList<>();
    for (Object argument : example.arguments()) {
      arrays.add(filled(code.allocate(arrays.size()), (Tensor) argument));
    }
    List<Type> types = entry.straightResults();
    for (int i = 0; i < types.size(); i++) {
      arrays.add(code.allocate(arrays.size()));
    }
    return new ArrayCall(code, types, arrays.toArray());
  }

  /// Memory that holds a tensor's elements: what is given, or the array in which they are.
  private static Object filled(Object memory, Tensor tensor) {
    return memory instanceof MemorySegment segment
        ? segment.copyFrom(tensor.segment())
        : Raw.array(tensor);
  }

  @Override
  public void run() {
    code.call(arrays);
  }

  /// The results of the last run.
  public List<Tensor> results() {
    List<Tensor> results = new ArrayList<>();
    int first = arrays.length - types.size();
    for (int i = 0; i < types.size(); i++) {
      TensorType type = (TensorType) types.get(i);
      DType dtype = DType.parse(type.element().text());
      results.add(
          Raw.reshaped(Raw.adopt(dtype, type.extents(), arrays[first + i]), type.extents()));
    }
    return results;
  }
}
