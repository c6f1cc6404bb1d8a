package org.tosc.passes.tensors;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.Work;
import org.tosc.passes.analysis.Graph;
import org.tosc.passes.rewrite.Copy;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;

/// Makes tensor operations of host operations on tensors whose extents are numbers: calls of
/// built-ins and methods that are one tensor operation, and operators ([TensorForm]).
///
/// ```text
/// %3 = host.list(%1, %2)                              // [128, 8]
/// %4 = host.invoke(%0, %3) {name = "reshape"}   ->    %4 = tensor.reshape(%0) {shape = [128, 8]}
/// ```
///
/// What was `any` before stays one for those who need it (`host.box`); operations that follow look
/// through. A number beside a tensor takes the tensor's element type (NumPy 2's weak scalars), here
/// by `tensor.splat`; only where that cannot fail.
public final class TensorCalls {
  private final Graph graph;
  private final Work work;

  /// What a value is now: another value of the same type, or the tensor that an `any` holds.
  private final Map<Integer, Value> tensors = new HashMap<>();

  private final Map<Integer, Value> renamed = new HashMap<>();
  private final Set<Operation> unneeded = new HashSet<>();
  private final TensorForm.Known known = new Makers();
  private int nextId;

  private TensorCalls(Function f, Work work) {
    this.graph = Graph.of(f);
    this.work = work;
    this.nextId = graph.nextId();
  }

  /// The parameters of each built-in that the pass knows, by its name.
  public static Map<String, List<String>> parameters() {
    Map<String, List<String>> all = new TreeMap<>();
    for (String name : BuiltinRow.names()) {
      BuiltinRow row = Objects.requireNonNull(BuiltinRow.named(name));
      all.put(name, row.parameters().stream().map(BuiltinRow.Parameter::name).toList());
    }
    return all;
  }

  /// Whether `x.name(…)` of a tensor is such a built-in.
  public static boolean isMethod(String name) {
    return TensorForm.isMethod(name);
  }

  public static Module run(Module module, Work work) {
    List<Function> functions = new ArrayList<>();
    boolean same = true;
    for (Function f : module.functions()) {
      Function next =
          hasTensors(f.body()) ? Copy.with(f, new TensorCalls(f, work).region(f.body())) : f;
      same &= next == f;
      functions.add(next);
    }
    return same ? module : new Module(module.globals(), functions);
  }

  private static boolean hasTensors(Region region) {
    for (Operation o : region.ops()) {
      if (isOnTensors(o) || o.regions().stream().anyMatch(TensorCalls::hasTensors)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOnTensors(Operation o) {
    return o.op() instanceof HostOp
        && o.operands().stream().anyMatch(v -> v.type() instanceof TensorType t && t.isStatic());
  }

  private Region region(Region region) {
    List<Operation> out = new ArrayList<>();
    for (Operation o : region.ops()) {
      Operation now = renamed(o);
      int before = out.size();
      if (!(o.op() instanceof HostOp host) || !host(host, now, out)) {
        out.subList(before, out.size()).clear();
        out.add(now);
      }
    }
    out.removeIf(unneeded::contains);
    return out.equals(region.ops()) ? region : new Region(region.params(), out);
  }

  private Operation renamed(Operation o) {
    boolean changes = o.operands().stream().anyMatch(v -> renamed.containsKey(v.id()));
    List<Region> regions = o.regions().stream().map(this::region).toList();
    return changes || !regions.equals(o.regions())
        ? Copy.with(
            o, o.operands().stream().map(v -> renamed.getOrDefault(v.id(), v)).toList(), regions)
        : o;
  }

  /// Writes a host operation as tensor operations; false where it stays.
  private boolean host(HostOp op, Operation o, List<Operation> out) {
    Value boxed = op == HostOp.BOX ? known.tensor(o.operand(0)) : null;
    if (boxed != null) {
      tensors.put(o.result().id(), boxed);
      return false;
    }
    if (op == HostOp.UNBOX) {
      Value tensor = known.tensor(o.operand(0));
      boolean same = tensor != null && tensor.type().equals(o.result().type());
      if (same) {
        renamed.put(o.result().id(), tensor);
      }
      return same;
    }
    TensorForm form = TensorForm.of(o, known);
    if (form == null || !write(form, o, out)) {
      return false;
    }
    unneeded.addAll(form.unneeded());
    work.hit("tensor call " + form.op().row().name());
    return true;
  }

  /// The operations of a form; their result in place of the host operation's.
  private boolean write(TensorForm form, Operation o, List<Operation> out) {
    List<Operation> operations = form.operations();
    if (form.result().type().equals(o.result().type())) {
      Operation last = operations.getLast();
      out.addAll(operations.subList(0, operations.size() - 1));
      out.add(
          new Operation(
              last.op(), last.operands(), last.attributes(), List.of(), o.results(), o.span()));
      return true;
    }
    if (o.result().type() != HostType.ANY) {
      return false;
    }
    out.addAll(operations);
    List<Value> boxed = List.of(form.result());
    out.add(new Operation(HostOp.BOX, boxed, Attributes.NONE, List.of(), o.results(), o.span()));
    tensors.put(o.result().id(), form.result());
    return true;
  }

  /// What makes a value, in the function as it was.
  private final class Makers implements TensorForm.Known {
    @Override
    public @Nullable Value tensor(Value value) {
      Value held = tensors.getOrDefault(value.id(), value);
      return held.type() instanceof TensorType t && t.isStatic() ? held : null;
    }

    @Override
    public Value fresh(Type type) {
      return new Value(nextId++, type);
    }

    @Override
    public @Nullable Operation maker(Value value) {
      Operation maker = graph.of(value);
      return maker != null && maker.op() == HostOp.BOX ? graph.of(maker.operand(0)) : maker;
    }

    @Override
    public boolean isUsedOnce(Value value) {
      return graph.onlyUser(value) != null;
    }
  }
}
