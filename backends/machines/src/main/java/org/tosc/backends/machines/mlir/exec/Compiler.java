package org.tosc.backends.machines.mlir.exec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.mlir.exec.RegionCode.Exit;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.backends.machines.mlir.ir.Operation.Block;
import org.tosc.backends.machines.mlir.ir.Operation.Region;
import org.tosc.backends.machines.mlir.ir.Type;

/// Makes functions that run of operations.
final class Compiler {
  private final Map<String, FunctionCode> functions = new LinkedHashMap<>();
  private final Map<String, Operation> globals = new LinkedHashMap<>();
  private final Map<String, Operation> definitions = new LinkedHashMap<>();
  private final Set<String> started = new HashSet<>();
  private final Map<Operation, int[]> pending = new IdentityHashMap<>();
  private final Forall.Targets targets = new Forall.Targets();
  private int[] loops = {};
  private int mask = -1;
  private boolean meetsOthers;

  /// All functions of a text. Those that cannot run are those that are not asked for, perhaps: only
  /// what is called needs to compile.
  Compiler(List<Operation> operations) {
    declare(operations, "");
  }

  private void declare(List<Operation> operations, String path) {
    for (Operation op : operations) {
      String name = path + op.text("sym_name");
      switch (op.name()) {
        case "builtin.module" -> declare(op.region(0).entry().operations(), path);
        case "gpu.module" -> declare(op.region(0).entry().operations(), name + "::");
        case "func.func", "gpu.func" -> {
          functions.put(name, new FunctionCode(name, type(op)));
          definitions.put(name, op);
        }
        case "memref.global" -> globals.put(name, op);
        default -> {}
      }
    }
  }

  private static Type.Function type(Operation op) {
    if (op.attribute("function_type") instanceof Attribute.TypeValue(Type.Function type)) {
      return type;
    }
    throw new Unsupported(op, "its `function_type` is missing");
  }

  Map<String, FunctionCode> functions() {
    return functions;
  }

  Map<String, Operation> globals() {
    return globals;
  }

  @Nullable Operation definition(String name) {
    return definitions.get(name);
  }

  /// The function of that name, with its body.
  FunctionCode function(Operation user, String name) {
    FunctionCode code = functions.get(name);
    Operation op = definitions.get(name);
    if (code == null || op == null) {
      throw new Unsupported(user, "there is no function `@" + name + "`");
    }
    boolean isOpen = definitions.containsKey(name) && !code.hasBody() && !started.contains(name);
    if (isOpen && !op.regions().isEmpty() && !op.region(0).isEmpty()) {
      started.add(name);
      boolean outer = meetsOthers;
      meetsOthers = false;
      Scope scope = Scope.ofFunction();
      RegionCode body = region(op, op.region(0), scope);
      code.complete(body, scope.size(), meetsOthers);
      meetsOthers |= outer;
    }
    return code;
  }

  /// The slot of the mask around the operation that is being compiled; negative without one.
  int mask() {
    return mask;
  }

  /// The region of a vector.mask.
  RegionCode masked(Site site, int slot) {
    int outer = mask;
    mask = slot;
    RegionCode body = site.region(0);
    mask = outer;
    return body;
  }

  /// The slots of the coordinates of the linalg operation that is being compiled.
  int[] loops() {
    return loops;
  }

  /// The body of a linalg operation.
  RegionCode body(Site site, int[] coordinates) {
    int[] outer = loops;
    loops = coordinates;
    RegionCode body = site.region(0);
    loops = outer;
    return body;
  }

  /// Where an scf.reduce keeps its sums: the loop around it reads them.
  void sums(Operation op, int[] slots) {
    pending.put(op, slots);
  }

  int[] sums(Operation op) {
    return pending.getOrDefault(op, new int[0]);
  }

  /// What stands for the last arguments of a loop where its bodies insert.
  void shared(Operation op, int[] slots) {
    pending.put(op, slots);
  }

  int sharedTarget(Operation op, int argument) {
    return targets.of(op, argument);
  }

  /// What was compiled last has threads wait for each other.
  void meetsOthers() {
    meetsOthers = true;
  }

  /// Whether what was compiled since has threads wait for each other; forgets it.
  boolean takeMeeting() {
    boolean before = meetsOthers;
    meetsOthers = false;
    return before;
  }

  RegionCode region(Operation op, Region region, Scope outer) {
    Scope scope = outer.inner();
    int count = region.blocks().size();
    Map<String, Integer> labels = new HashMap<>();
    int[][] arguments = new int[count][];
    for (int i = 0; i < count; i++) {
      Block block = region.blocks().get(i);
      labels.put(block.label(), i);
      arguments[i] = block.arguments().stream().mapToInt(scope::define).toArray();
    }
    if (op.is("scf.forall")) {
      int[] slots = sums(op);
      for (int i = 0; i < slots.length; i++) {
        targets.add(arguments[0][arguments[0].length - slots.length + i], slots[i]);
      }
    }
    // Blocks may use what blocks behind them define, as long as control comes from there.
    Map<Operation, int[]> results = new IdentityHashMap<>();
    for (Block block : region.blocks()) {
      for (Operation inner : block.operations()) {
        results.put(inner, inner.results().stream().mapToInt(scope::define).toArray());
      }
    }
    Sequence[] blocks = new Sequence[count];
    Exit[] ends = new Exit[count];
    Terminators terminators = new Terminators(this, scope, labels, arguments);
    for (int i = 0; i < count; i++) {
      List<Operation> operations = region.blocks().get(i).operations();
      boolean isEnded = !operations.isEmpty() && Terminators.isOne(operations.getLast());
      int last = operations.size() - (isEnded ? 1 : 0);
      blocks[i] = sequence(operations.subList(0, last), results, scope);
      ends[i] = isEnded ? terminators.exit(operations.getLast()) : frame -> RegionCode.LEAVE;
    }
    return new RegionCode(arguments, blocks, ends, terminators.exits());
  }

  private Sequence sequence(
      List<Operation> operations, Map<Operation, int[]> results, Scope scope) {
    List<Step> steps = new ArrayList<>();
    List<Poison> poison = new ArrayList<>();
    long flops = 0;
    for (Operation op : operations) {
      int[] operands = op.operands().stream().mapToInt(u -> scope.slot(op, u)).toArray();
      int[] slots = results.getOrDefault(op, new int[0]);
      steps.add(step(new Site(op, operands, slots, scope, this)));
      poison.add(Poison.of(op, operands, slots));
      flops += Flops.of(op);
    }
    return new Sequence(steps, operations, poison, flops);
  }

  private static Step step(Site site) {
    OpCompiler compiler = Steps.of(site.op());
    if (compiler == null) {
      throw site.unsupported("the model has no meaning for it");
    }
    try {
      return compiler.compile(site);
    } catch (IndexOutOfBoundsException | ClassCastException | ArithmeticException misfit) {
      // Where the verifier knows no rule, something may be missing.
      throw site.unsupported("its operands, attributes or regions are not those of this operation");
    }
  }
}
