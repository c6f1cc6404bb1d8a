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
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.TypeRule;
import org.tosc.tir.ir.Value;

/// Makes tensor operations of host operations on tensors whose extents are numbers: calls of
/// built-ins and methods that are one tensor operation ([BuiltinRow]), and operators.
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
  private static final Map<HostOp, TensorOp> OPERATORS =
      Map.ofEntries(
          Map.entry(HostOp.ADD, TensorOp.ADD),
          Map.entry(HostOp.SUB, TensorOp.SUB),
          Map.entry(HostOp.MUL, TensorOp.MUL),
          Map.entry(HostOp.DIV, TensorOp.DIV),
          Map.entry(HostOp.FLOORDIV, TensorOp.FLOORDIV),
          Map.entry(HostOp.MOD, TensorOp.MOD),
          Map.entry(HostOp.POW, TensorOp.POW),
          Map.entry(HostOp.MATMUL, TensorOp.MATMUL),
          Map.entry(HostOp.NEG, TensorOp.NEG),
          Map.entry(HostOp.EQ, TensorOp.EQ),
          Map.entry(HostOp.NE, TensorOp.NE),
          Map.entry(HostOp.LT, TensorOp.LT),
          Map.entry(HostOp.LE, TensorOp.LE),
          Map.entry(HostOp.GT, TensorOp.GT),
          Map.entry(HostOp.GE, TensorOp.GE));

  private final Graph graph;
  private final Work work;

  /// What a value is now: another value of the same type, or the tensor that an `any` holds.
  private final Map<Integer, Value> tensors = new HashMap<>();

  private final Map<Integer, Value> renamed = new HashMap<>();
  private final Set<Operation> unneeded = new HashSet<>();
  private final Arguments.Known known = new Makers();
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
    return BuiltinRow.isMethod(name);
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
    if (op == HostOp.BUILTIN || op == HostOp.INVOKE) {
      return call(o, out);
    }
    if (op == HostOp.UNBOX) {
      Value tensor = tensor(o.operand(0));
      boolean same = tensor != null && tensor.type().equals(o.result().type());
      if (same) {
        renamed.put(o.result().id(), tensor);
      }
      return same;
    }
    TensorOp operator = OPERATORS.get(op);
    return operator != null && apply(operator, o.operands(), Attributes.NONE, o, out);
  }

  private boolean call(Operation o, List<Operation> out) {
    String name = o.attributes().string("name");
    BuiltinRow row = BuiltinRow.named(name);
    boolean means =
        o.op() == HostOp.BUILTIN || (BuiltinRow.isMethod(name) && tensor(o.operand(0)) != null);
    if (row == null || !means) {
      return false;
    }
    Arguments arguments = Arguments.of(row, o, known);
    if (arguments == null
        || !apply(row.op(), arguments.operands(), arguments.attributes(), o, out)) {
      return false;
    }
    unneeded.addAll(arguments.lists());
    return true;
  }

  /// The tensor of known extents that a value is or holds, or null.
  private @Nullable Value tensor(Value value) {
    Value held = tensors.getOrDefault(value.id(), value);
    return held.type() instanceof TensorType t && t.isStatic() ? held : null;
  }

  private boolean apply(
      TensorOp op, List<Value> operands, Attributes attributes, Operation o, List<Operation> out) {
    TensorType beside = null;
    for (Value operand : operands) {
      Value tensor = tensor(operand);
      boolean chosen = op == TensorOp.WHERE && operand.equals(operands.getFirst());
      beside = tensor != null && !chosen && beside == null ? (TensorType) tensor.type() : beside;
    }
    List<Value> given = new ArrayList<>();
    for (Value operand : operands) {
      Value tensor = tensor(operand);
      Value each = tensor != null ? tensor : number(op, operand, beside, o, out);
      if (each == null) {
        return false;
      }
      given.add(each);
    }
    try {
      List<Type> types = op.infer(Value.types(given), attributes);
      return types.size() == 1 && finish(op, given, attributes, types.getFirst(), o, out);
    } catch (TypeRule.Mismatch mistake) {
      return false; // it raises when it runs
    }
  }

  /// A number beside a tensor, in the element type that it takes.
  private @Nullable Value number(
      TensorOp op, Value number, @Nullable TensorType beside, Operation o, List<Operation> out) {
    boolean adapts = op.compareTo(TensorOp.WHERE) <= 0;
    if (!adapts || beside == null) {
      return null;
    }
    Scalar element = beside.element();
    boolean real =
        element.isFloat() && (number.type() == Scalar.F64 || number.type() == Scalar.I64);
    boolean whole = element == Scalar.I64 && number.type() == Scalar.I64;
    if (!real && !whole) {
      return null;
    }
    Attributes dtype = Attributes.of("dtype", new Attribute.OfType(element));
    return add(TensorOp.SPLAT, List.of(number), dtype, TensorType.of(element), o, out);
  }

  private boolean finish(
      TensorOp op,
      List<Value> operands,
      Attributes attributes,
      Type type,
      Operation o,
      List<Operation> out) {
    Type wanted = o.result().type();
    if (wanted.equals(type)) {
      out.add(new Operation(op, operands, attributes, List.of(), List.of(o.result()), o.span()));
    } else if (wanted == HostType.ANY && type instanceof TensorType) {
      Value tensor = add(op, operands, attributes, type, o, out);
      out.add(
          new Operation(
              HostOp.BOX,
              List.of(tensor),
              Attributes.NONE,
              List.of(),
              List.of(o.result()),
              o.span()));
      tensors.put(o.result().id(), tensor);
    } else {
      return false;
    }
    work.hit("tensor call " + op.row().name());
    return true;
  }

  private Value add(
      TensorOp op,
      List<Value> operands,
      Attributes attributes,
      Type type,
      Operation o,
      List<Operation> out) {
    Value result = new Value(nextId++, type);
    out.add(new Operation(op, operands, attributes, List.of(), List.of(result), o.span()));
    return result;
  }

  /// What makes a value, in the function as it was.
  private final class Makers implements Arguments.Known {
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
