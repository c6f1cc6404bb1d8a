package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// The functions that a kernel is lowered to: the one that is called, and the parts that it calls.
/// The buffers of the first one are the kernel's inputs and results, then whatever scratch the
/// parts ask for, in the order in which they do.
final class Parts {
  private final String symbol;
  private final Span span;
  private final Writer main;
  private final Map<Value, Value> buffers = new HashMap<>();
  private final List<Long> sizes = new ArrayList<>();
  private final Map<String, org.tosc.tir.ir.Function> functions = new LinkedHashMap<>();

  Parts(String symbol, Span span, int lanes) {
    this.symbol = symbol;
    this.span = span;
    this.main = new Writer(symbol, span, lanes);
  }

  Writer main() {
    return main;
  }

  Span span() {
    return span;
  }

  /// The parameter of [#main] that stands for a buffer of the kernel.
  Value buffer(Value kernels) {
    return buffers.computeIfAbsent(kernels, b -> scratch(size(b)));
  }

  /// Makes a local buffer of the kernel as small as is needed of it.
  void shrink(Value kernels, long size) {
    buffers.computeIfAbsent(kernels, b -> scratch(size));
  }

  /// A further parameter. It holds zeros before the first call.
  Value scratch(long size) {
    sizes.add(size);
    return main.buffer();
  }

  /// How many elements each parameter has.
  List<Long> sizes() {
    return List.copyOf(sizes);
  }

  /// The number of elements of a buffer.
  static long size(Value buffer) {
    return ((BufferType) buffer.type())
        .shape().stream().mapToLong(d -> ((Dim.Known) d).size()).reduce(1, Math::multiplyExact);
  }

  /// The symbol of a part, which is written unless it is there already.
  String part(String name, Function<Writer, org.tosc.tir.ir.Function> body) {
    String part = symbol + "." + name;
    if (!functions.containsKey(part)) {
      functions.put(part, body.apply(new Writer(part, span, main.lanes())));
    }
    return part;
  }

  /// The attribute that says how to call a part so that little of its code runs more than once, as
  /// is good for a JIT to learn of it: its positions, in order. Its buffers may be any, as large as
  /// the largest of the kernel.
  static Attributes sample(List<Long> positions) {
    return Attributes.of("sample", Attribute.ints(positions));
  }

  /// All functions; the last is the one that is called.
  List<org.tosc.tir.ir.Function> finish(Attributes attributes) {
    List<org.tosc.tir.ir.Function> all = new ArrayList<>(functions.values());
    all.add(main.finish(attributes));
    return all;
  }
}
