package org.tosc.backends.jvm.code;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Nest;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Value;

/// One body of a nest: which operands it reads and writes, and its code, which stands in the
/// innermost loop.
final class NestBody {
  private final MethodEmitter method;
  private final Nest nest;
  private final int number;
  private final List<Access> accesses;
  private final Region region;
  private final boolean[] indexed;
  private final Raising raising;

  NestBody(MethodEmitter method, Nest nest, int number, List<Access> accesses) {
    this.method = method;
    this.nest = nest;
    this.number = number;
    this.accesses = accesses;
    this.region = nest.body(number);
    this.indexed = new boolean[nest.dims()];
    this.raising = Raising.of(region);
    findIndexes(region);
  }

  private void findIndexes(Region from) {
    for (Operation o : from.ops()) {
      if (o.op() == KernelOp.INDEX) {
        indexed[(int) o.attributes().integer("dim")] = true;
      }
      o.regions().forEach(this::findIndexes);
    }
  }

  Region region() {
    return region;
  }

  Raising raising() {
    return raising;
  }

  /// Whether the body asks for the coordinate along a dimension.
  boolean asksFor(int dim) {
    return indexed[dim];
  }

  boolean isReduction(int dim) {
    return nest.kind(number, dim) != Nest.Kind.PARALLEL;
  }

  /// Whether the body reads operand `i`.
  boolean reads(int i) {
    return method.uses.count(region.params().get(i)) > 0;
  }

  /// The operands that the body writes, in the order of its yield.
  List<Integer> written() {
    return nest.writes(number).stream().map(out -> nest.ins().size() + out.intValue()).toList();
  }

  boolean touches(int i) {
    return reads(i) || written().contains(i);
  }

  Access access(int i) {
    return accesses.get(i);
  }

  int operands() {
    return accesses.size();
  }

  /// Emits the body: operand `i` has its element in local `locals[i]`. What it yields is left in
  /// the locals that this returns.
  int[] emit(int[] locals) {
    return emit(locals, -1);
  }

  /// The same, where a local may collect the overflow of the body's only sum of integers.
  int[] emit(int[] locals, int overflow) {
    method.setRaising(raising, overflow);
    for (int i = 0; i < locals.length; i++) {
      if (locals[i] >= 0) {
        method.values.defineAt(region.params().get(i), locals[i]);
      }
    }
    List<Integer> outs = written();
    List<Value> results = new ArrayList<>();
    int[] places = new int[outs.size()];
    for (int k = 0; k < places.length; k++) {
      Access out = accesses.get(outs.get(k));
      places[k] = method.values.temporary(out.element());
      Value result =
          new Value(
              method.uses.limit() + k, Nest.elementOf(nest.operands().get(outs.get(k)).type()));
      method.values.defineAt(result, places[k]);
      results.add(result);
    }
    method.regions.emit(region, new Destination.Stored(results));
    return places;
  }

  /// Reads an element into a local: `array[index + along · stride + more]`.
  int read(int i, int index, int along, int dim) {
    Access access = accesses.get(i);
    int local = method.values.temporary(access.element());
    method.code.local(Opcodes.ALOAD, access.local());
    access.pushIndex(method.code, index, along, dim, 0);
    access.read(method.code);
    method.code.store(access.element(), local);
    return local;
  }

  /// Writes a local to an element.
  void write(int i, int index, int along, int dim, int local) {
    Access access = accesses.get(i);
    method.code.local(Opcodes.ALOAD, access.local());
    access.pushIndex(method.code, index, along, dim, 0);
    method.code.load(access.element(), local);
    access.write(method.code);
  }
}
