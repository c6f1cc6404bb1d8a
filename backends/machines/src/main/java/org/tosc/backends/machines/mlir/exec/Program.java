package org.tosc.backends.machines.mlir.exec;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Elements;
import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.backends.machines.mlir.ir.Type;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;

/// A text of MLIR that runs.
///
/// ```java
/// switch (program.call("mlp", arguments, Program.BUDGET)) { … }
/// ```
public final class Program {
  /// Operations that a call may take where nobody says another number.
  public static final long BUDGET = 20_000_000_000L;

  private final List<Operation> operations;
  private final Compiler compiler;

  /// What becomes of a call.
  public sealed interface Outcome {
    /// It came to its end.
    record Done(List<Argument> results, Counts counts) implements Outcome {
      public Done {
        results = List.copyOf(results);
      }
    }

    /// It did something that has no meaning, ran too long, or cannot run here.
    record Stopped(Diagnostic why) implements Outcome {}
  }

  Program(List<Operation> operations) {
    this.operations = operations;
    this.compiler = new Compiler(operations);
  }

  /// What the text says.
  public List<Operation> operations() {
    return operations;
  }

  /// Names of the functions that have bodies, in the order of the text, kernels with their module.
  public List<String> functions() {
    return compiler.functions().keySet().stream().filter(this::hasBody).toList();
  }

  private boolean hasBody(String name) {
    Operation op = compiler.definition(name);
    return op != null && !op.regions().isEmpty() && !op.region(0).isEmpty();
  }

  /// What a function takes and gives, or null without such a function.
  public Type.@Nullable Function type(String name) {
    FunctionCode code = compiler.functions().get(name);
    return code == null ? null : code.type();
  }

  /// Runs a function.
  ///
  /// @param name one of [#functions()]
  /// @param arguments one for each parameter
  /// @param budget how many operations it may take
  /// @throws IllegalArgumentException if the arguments are not what the function takes
  public Outcome call(String name, List<Argument> arguments, long budget) {
    Operation op = Objects.requireNonNull(compiler.definition(name), name);
    Machine machine = new Machine(budget);
    try {
      FunctionCode code = compiled(op, name);
      fillGlobals(machine);
      Frame frame = code.frame(machine, null);
      bind(code, frame, arguments);
      code.run(frame);
      List<Argument> results = results(code, frame);
      return new Outcome.Done(results, machine.counts());
    } catch (Unsupported refused) {
      return new Outcome.Stopped(RunFaults.unsupported(refused));
    } catch (Stop stop) {
      return new Outcome.Stopped(RunFaults.stopped(stop, op));
    } catch (StackOverflowError deep) {
      return new Outcome.Stopped(
          Diagnostic.of(
              Code.E1706, op.span(), "`@" + name + "` nests deeper than the model can go"));
    }
  }

  /// Calls may come from several threads; what runs keeps no state but that of its frame.
  private FunctionCode compiled(Operation op, String name) {
    synchronized (compiler) {
      return compiler.function(op, name);
    }
  }

  private void fillGlobals(Machine machine) {
    for (Map.Entry<String, Operation> entry : compiler.globals().entrySet()) {
      Operation op = entry.getValue();
      if (!(op.attribute("type") instanceof Attribute.TypeValue(Type.MemRef type))) {
        throw new Unsupported(op, "its `type` is no memref");
      }
      Cell cell = Cell.of(type.element());
      boolean hasValue = op.attribute("initial_value") instanceof Attribute.Dense;
      boolean isConstant = op.has("constant");
      Buffer buffer =
          hasValue
              ? initial(op, cell, isConstant)
              : machine.allocate((long) type.count() * cell.size(), op, false);
      machine.globals().put(String.valueOf(op.text("sym_name")), buffer);
    }
  }

  private static Buffer initial(Operation op, Cell cell, boolean isConstant) {
    if (!(op.attribute("initial_value")
        instanceof Attribute.Dense(Elements elements, Type.Shaped type))) {
      throw new Unsupported(op, "its value is no list of numbers");
    }
    MemorySegment bytes = Constants.bytes(elements, cell);
    return isConstant ? Buffer.constant(bytes) : Buffer.of(bytes);
  }

  private static void bind(FunctionCode code, Frame frame, List<Argument> arguments) {
    List<Type> types = code.type().inputs();
    if (types.size() != arguments.size()) {
      throw new IllegalArgumentException(
          "`@" + code.name() + "` takes " + types.size() + " arguments, not " + arguments.size());
    }
    int[] slots = code.body().entry();
    for (int i = 0; i < types.size(); i++) {
      switch (arguments.get(i)) {
        case Argument.Scalar(long bits) ->
            frame.cells[slots[i]] = Arguments.scalar(types.get(i), bits, i);
        case Argument.Elements given ->
            frame.references[slots[i]] = Arguments.view(types.get(i), given, i);
      }
    }
  }

  private static List<Argument> results(FunctionCode code, Frame frame) {
    List<Argument> all = new ArrayList<>();
    int[] exits = code.body().exits();
    List<Type> types = code.type().results();
    for (int i = 0; i < types.size(); i++) {
      if (frame.references[exits[i]] instanceof View view) {
        frame.machine.keep(view.buffer());
        all.add(Arguments.elements(view));
      } else if (types.get(i) instanceof Type.Vector vector) {
        all.add(Arguments.lanes(frame.vector(exits[i]), vector));
      } else {
        all.add(new Argument.Scalar(frame.cells[exits[i]]));
      }
    }
    return all;
  }
}
