package org.tosc.driver.functions;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tosc.backends.api.KernelSequence;
import org.tosc.backends.api.KernelSequence.Role;
import org.tosc.backends.api.KernelSequence.Step;
import org.tosc.backends.api.KernelSequence.Tensor;
import org.tosc.passes.kernelize.Kernelize;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FusedOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Splits a function of groups and tensor operations into kernels: one for each group, and one for
/// each operation in no group. Reshapes of what kernels hand to each other need none.
public final class KernelSplit {
  /// What became of a function.
  public sealed interface Outcome {
    record Made(KernelSequence sequence) implements Outcome {}

    /// Something in it is no kernel.
    ///
    /// @param why in words
    record Refused(String why) implements Outcome {}
  }

  /// An operation as a group: what it takes, and its meaning as a region over that.
  private record Group(List<Value> inputs, List<Value> results, Region region, Span span) {}

  /// Ends the work where something is no kernel.
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1;
    private final String why;

    Refusal(String why) {
      super(why);
      this.why = why;
    }
  }

  private final Map<Value, Tensor> tensors = new HashMap<>();
  private final Map<Value, Value> same = new HashMap<>();
  private final Map<Value, Operation> constants = new HashMap<>();
  private final Set<String> names = new HashSet<>();
  private final List<Group> groups = new ArrayList<>();
  private int between;

  private KernelSplit() {}

  /// Splits a function.
  ///
  /// @param name as its file has it, which its kernels are named after
  /// @param parameters their names, in order
  public static Outcome of(String name, List<String> parameters, Function function) {
    try {
      return new Outcome.Made(new KernelSplit().sequence(name, parameters, function));
    } catch (Refusal refusal) {
      return new Outcome.Refused(refusal.why);
    }
  }

  private KernelSequence sequence(String name, List<String> parameters, Function function)
      throws Refusal {
    List<Tensor> taken = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      taken.add(tensor(function.params().get(i), parameters.get(i), Role.PARAMETER));
    }
    List<Value> results = function.body().terminator().operands();
    List<Tensor> returned = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      if (tensors.containsKey(results.get(i))) {
        throw new Refusal("it returns a parameter, or a result twice");
      }
      String out = results.size() == 1 ? "out" : "out" + i;
      returned.add(tensor(results.get(i), out, Role.RESULT));
    }
    List<Operation> body = function.body().ops();
    for (Operation o : body.subList(0, body.size() - 1)) {
      operation(o);
    }
    if (groups.isEmpty()) {
      throw new Refusal("it computes nothing");
    }
    if (groups.size() == 1) {
      Group all = inOrder(groups.getFirst(), function.params());
      return new KernelSequence(name, taken, returned, List.of(step(name, all)));
    }
    List<Step> steps = new ArrayList<>();
    for (Group group : groups) {
      steps.add(step(name + "_k" + steps.size(), group));
    }
    return new KernelSequence(name, taken, returned, steps);
  }

  /// A group that is all of a function takes what that takes in the same order.
  private Group inOrder(Group group, List<Value> parameters) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < group.inputs().size(); i++) {
      order.add(i);
    }
    order.sort(
        Comparator.comparingInt(
            i -> {
              Value input = group.inputs().get(i);
              return parameters.indexOf(same.getOrDefault(input, input));
            }));
    Region region = group.region();
    return new Group(
        order.stream().map(group.inputs()::get).toList(),
        group.results(),
        new Region(order.stream().map(region.params()::get).toList(), region.ops()),
        group.span());
  }

  private Tensor tensor(Value value, String name, Role role) throws Refusal {
    if (!(value.type() instanceof TensorType type) || !type.isStatic()) {
      throw new Refusal(
          "it takes or gives " + value.type() + ", which is no tensor of known shape");
    }
    String fresh = name;
    while (!names.add(fresh)) {
      fresh += "_";
    }
    Tensor tensor = new Tensor(fresh, type, role);
    tensors.put(value, tensor);
    return tensor;
  }

  private void operation(Operation o) throws Refusal {
    boolean isConstant =
        o.op() == CoreOp.CONST || o.operands().stream().allMatch(constants::containsKey);
    if (o.op() == FusedOp.FUSED) {
      groups.add(new Group(o.operands(), o.results(), o.region(0), o.span()));
    } else if (isConstant && !tensors.containsKey(o.result())) {
      constants.put(o.result(), o);
    } else if (o.op() == TensorOp.RESHAPE && !tensors.containsKey(o.result())) {
      same.put(o.result(), same.getOrDefault(o.operand(0), o.operand(0)));
    } else {
      groups.add(alone(o));
    }
  }

  /// A single operation and the constants that it takes.
  private Group alone(Operation o) throws Refusal {
    if (!(o.op() instanceof TensorOp)) {
      throw new Refusal(o.op().mnemonic() + " is no tensor operation");
    }
    List<Operation> ops = new ArrayList<>();
    List<Value> inputs = new ArrayList<>();
    take(o, ops, inputs);
    ops.add(o);
    ops.add(
        new Operation(CoreOp.YIELD, o.results(), Attributes.NONE, List.of(), List.of(), o.span()));
    return new Group(inputs, o.results(), new Region(inputs, ops), o.span());
  }

  private void take(Operation o, List<Operation> ops, List<Value> inputs) {
    for (Value operand : o.operands()) {
      Operation constant = constants.get(operand);
      if (constant == null) {
        if (!inputs.contains(operand)) {
          inputs.add(operand);
        }
      } else if (!ops.contains(constant)) {
        take(constant, ops, inputs);
        ops.add(constant);
      }
    }
  }

  private Step step(String symbol, Group group) throws Refusal {
    List<Tensor> inputs = new ArrayList<>();
    for (Value input : group.inputs()) {
      Tensor tensor = tensors.get(same.getOrDefault(input, input));
      if (tensor == null) {
        throw new Refusal("a kernel takes " + input.type() + ", which is a constant");
      }
      inputs.add(new Tensor(tensor.name(), (TensorType) input.type(), tensor.role()));
    }
    List<Tensor> results = new ArrayList<>();
    for (Value result : group.results()) {
      Tensor tensor = tensors.get(result);
      results.add(tensor != null ? tensor : tensor(result, "t" + between++, Role.BETWEEN));
    }
    return switch (Kernelize.kernel(symbol, group.region(), group.span())) {
      case Kernelize.Outcome.Made(Function nests) -> new Step(nests, inputs, results);
      case Kernelize.Outcome.Refused(String why) ->
          throw new Refusal("an operation has no kernel: " + why);
    };
  }
}
