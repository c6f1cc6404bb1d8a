package org.tosc.passes.tensors;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.TypeRule;
import org.tosc.tir.ir.Value;

/// What a host operation is in tensor operations, where the extents of its tensors are known: an
/// operator, a built-in of the table ([BuiltinRow]), an index of integers and slices, tensors
/// joined.
///
/// What raises, or is something else for other values, has no form.
///
/// @param operations what computes it, in order
/// @param result the tensor
/// @param unneeded lists that the host operation was given, and that the form does not need
public record TensorForm(
    TensorOp op, List<Operation> operations, Value result, List<Operation> unneeded) {

  /// What is known where a host operation stands.
  public interface Known extends Arguments.Known {
    /// The tensor of known extents that a value is or holds, or null.
    @Nullable Value tensor(Value value);

    /// A new value.
    Value fresh(Type type);
  }

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

  private static final Map<String, TensorOp> JOINS =
      Map.of("concat", TensorOp.CONCAT, "stack", TensorOp.STACK);

  public TensorForm {
    operations = List.copyOf(operations);
    unneeded = List.copyOf(unneeded);
  }

  /// The built-ins that may have a form.
  public static boolean isBuiltin(String name) {
    return BuiltinRow.named(name) != null || JOINS.containsKey(name);
  }

  /// Whether `x.name(…)` of a tensor may have a form.
  public static boolean isMethod(String name) {
    return BuiltinRow.isMethod(name) || JOINS.containsKey(name);
  }

  /// The operands of a host operation that must be constants for it to have a form: shapes, axes,
  /// positions.
  public static List<Value> decisive(Operation o) {
    if (o.op() == HostOp.PARTS || o.op() == HostOp.RANGE) {
      return o.operands();
    }
    if (o.op() == HostOp.GET || o.op() == HostOp.SLICE) {
      return o.operands().subList(1, o.operands().size());
    }
    if (o.op() != HostOp.BUILTIN && o.op() != HostOp.INVOKE) {
      return List.of();
    }
    String name = o.attributes().string("name");
    BuiltinRow row = BuiltinRow.named(name);
    if (JOINS.containsKey(name) && o.attributes().has("names")) {
      return List.of(o.operands().getLast());
    }
    return row == null ? List.of() : Arguments.constants(row, o);
  }

  /// The form of a host operation, or null.
  public static @Nullable TensorForm of(Operation o, Known known) {
    if (!(o.op() instanceof HostOp op)) {
      return null;
    }
    TensorOp operator = OPERATORS.get(op);
    Writer writer = new Writer(o, known);
    if (operator != null) {
      return writer.apply(operator, o.operands(), Attributes.NONE, List.of());
    }
    boolean call =
        op == HostOp.BUILTIN
            || (op == HostOp.INVOKE
                && isMethod(o.attributes().string("name"))
                && known.tensor(o.operand(0)) != null);
    if (call) {
      return call(o, known, writer);
    }
    boolean reads = op == HostOp.GET || op == HostOp.SLICE || op == HostOp.MEMBER;
    Value whole = reads ? known.tensor(o.operand(0)) : null;
    if (whole == null) {
      return null;
    }
    if (op == HostOp.MEMBER) {
      boolean turned = o.attributes().string("name").equals("T");
      return turned
          ? writer.apply(TensorOp.TRANSPOSE, List.of(whole), Attributes.NONE, List.of())
          : null;
    }
    Index index = Index.of(o, (TensorType) whole.type(), known);
    return index == null ? null : writer.index(whole, index);
  }

  private static @Nullable TensorForm call(Operation o, Known known, Writer writer) {
    String name = o.attributes().string("name");
    TensorOp join = JOINS.get(name);
    if (join != null) {
      Parts parts = Parts.of(o, known);
      return parts == null
          ? null
          : writer.apply(join, parts.tensors(), Attributes.of("axis", parts.axis()), parts.lists());
    }
    BuiltinRow row = BuiltinRow.named(name);
    Arguments arguments = row == null ? null : Arguments.of(row, o, known);
    return row == null || arguments == null
        ? null
        : writer.apply(row.op(), arguments.operands(), arguments.attributes(), arguments.lists());
  }

  /// The operands of `concat` and `stack`: one list, or one by one, and the axis.
  private record Parts(List<Value> tensors, Attribute axis, List<Operation> lists) {
    static @Nullable Parts of(Operation o, Known known) {
      List<String> names = o.attributes().strings("names");
      boolean named = names.equals(List.of("axis"));
      if (!named && !names.isEmpty()) {
        return null;
      }
      List<Value> given = o.operands().subList(0, o.operands().size() - names.size());
      Operation list = given.size() == 1 ? known.maker(given.getFirst()) : null;
      boolean listed =
          list != null && list.op() == HostOp.LIST && known.isUsedOnce(given.getFirst());
      List<Value> parts = list != null && listed ? list.operands() : given;
      Attribute axis = named ? constant(o.operands().getLast(), known) : Attribute.of(0);
      boolean tensors = parts.stream().allMatch(v -> known.tensor(v) != null);
      return axis instanceof Attribute.Int && tensors && !parts.isEmpty()
          ? new Parts(parts, axis, list != null && listed ? List.of(list) : List.of())
          : null;
    }
  }

  private static @Nullable Attribute constant(Value value, Known known) {
    Operation maker = known.maker(value);
    return maker != null && maker.op() == CoreOp.CONST ? maker.attributes().get("value") : null;
  }

  /// Writes the operations of one form.
  private static final class Writer {
    private static final Set<TensorOp> CHOOSES = Set.of(TensorOp.WHERE);

    private final Operation host;
    private final Known known;
    private final List<Operation> out = new ArrayList<>();

    Writer(Operation host, Known known) {
      this.host = host;
      this.known = known;
    }

    @Nullable TensorForm apply(
        TensorOp op, List<Value> operands, Attributes attributes, List<Operation> unneeded) {
      TensorType beside = null;
      for (int i = 0; i < operands.size(); i++) {
        Value tensor = known.tensor(operands.get(i));
        boolean chosen = CHOOSES.contains(op) && i == 0;
        beside = tensor != null && !chosen && beside == null ? (TensorType) tensor.type() : beside;
      }
      List<Value> given = new ArrayList<>();
      for (Value operand : operands) {
        Value tensor = known.tensor(operand);
        Value each = tensor != null ? tensor : number(op, operand, beside);
        if (each == null) {
          return null;
        }
        given.add(each);
      }
      Value result = add(op, given, attributes);
      return result == null ? null : new TensorForm(op, out, result, unneeded);
    }

    /// A number beside a tensor, in the element type that it takes.
    private @Nullable Value number(TensorOp op, Value number, @Nullable TensorType beside) {
      boolean adapts = op.compareTo(TensorOp.WHERE) <= 0;
      if (!adapts || beside == null) {
        return null;
      }
      Scalar element = beside.element();
      boolean real =
          element.isFloat() && (number.type() == Scalar.F64 || number.type() == Scalar.I64);
      boolean whole = element == Scalar.I64 && number.type() == Scalar.I64;
      Attributes dtype = Attributes.of("dtype", new Attribute.OfType(element));
      return real || whole ? add(TensorOp.SPLAT, List.of(number), dtype) : null;
    }

    /// A slice of a tensor, without the axes of integers.
    @Nullable TensorForm index(Value whole, Index index) {
      Value cut = add(TensorOp.SLICE, List.of(whole), index.attributes());
      if (cut == null) {
        return null;
      }
      List<Long> shape = index.shape((TensorType) cut.type());
      Value result =
          shape == null
              ? cut
              : add(TensorOp.RESHAPE, List.of(cut), Attributes.of("shape", Attribute.ints(shape)));
      return result == null ? null : new TensorForm(TensorOp.SLICE, out, result, List.of());
    }

    /// One operation; null where it raises when it runs.
    private @Nullable Value add(TensorOp op, List<Value> operands, Attributes attributes) {
      try {
        List<Type> types = op.infer(Value.types(operands), attributes);
        if (types.size() != 1 || !(types.getFirst() instanceof TensorType)) {
          return null;
        }
        Value result = known.fresh(types.getFirst());
        out.add(new Operation(op, operands, attributes, List.of(), List.of(result), host.span()));
        return result;
      } catch (TypeRule.Mismatch mistake) {
        return null;
      }
    }
  }
}
