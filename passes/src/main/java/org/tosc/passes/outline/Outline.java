package org.tosc.passes.outline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tosc.passes.Work;
import org.tosc.passes.analysis.Graph;
import org.tosc.passes.analysis.Ordinary;
import org.tosc.passes.dce.DeadCode;
import org.tosc.passes.rewrite.Copy;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Value;

/// Makes functions of sequences of operations that probably compute with tensors whose shapes are
/// known only when the program runs. An engine that calls such a part (`specialise = true`) may run
/// a version of it for the shapes of the arguments.
///
/// ```text
/// %3 = host.matmul(%0, %1)
/// %4 = host.add(%3, %2)                     ->   %4 = core.call(%0, %1, %2) {callee = @f.part0}
/// ```
///
/// A part is plain code: the same operations in the same order, with the same places. So it means
/// what it meant for values that are no tensors, too, for errors, and for operators of the
/// program's own classes. Constants and reads of slots are done before it, writes of slots after
/// it, which nobody can see: slots belong to one function, and where a `try` could see a slot after
/// an error, a sequence ends before it is written.
public final class Outline {
  /// The fewest tensor operations worth a part.
  private static final int FEWEST = 2;

  private final Likely likely;
  private final Function function;
  private final Graph graph;
  private final Work work;
  private final Set<String> taken;
  private final List<Function> parts = new ArrayList<>();
  private final Admission admission;
  private final Map<String, Function> known = new HashMap<>();
  private boolean loops;
  private int nextId;

  private Outline(Likely likely, Function function, Set<String> taken, Work work) {
    this.likely = likely;
    this.function = function;
    this.graph = Graph.of(function);
    this.nextId = graph.nextId();
    this.taken = taken;
    this.work = work;
    this.admission = new Admission(false, Set.of());
  }

  /// The same for loops, where there are parts already.
  private Outline(Outline first, Function made) {
    this.likely = first.likely;
    this.function = made;
    this.graph = Graph.of(made);
    this.nextId = graph.nextId();
    this.taken = first.taken;
    this.work = first.work;
    Set<String> symbols = new HashSet<>();
    first.parts.forEach(p -> symbols.add(p.symbol()));
    this.admission = new Admission(true, symbols);
    this.known.putAll(first.known);
    this.loops = true;
  }

  public static Module run(Module module, Work work) {
    return run(module, work, Likely.of(module));
  }

  /// Takes every `any` for a tensor: for tests, since a part means what its operations meant
  /// whatever they compute with.
  public static Module everywhere(Module module, Work work) {
    return run(module, work, Likely.everything());
  }

  private static Module run(Module module, Work work, Likely likely) {
    Set<String> taken = new HashSet<>();
    module.functions().forEach(f -> taken.add(f.symbol()));
    List<Function> functions = new ArrayList<>();
    List<Function> parts = new ArrayList<>();
    for (Function f : module.functions()) {
      boolean plain = likely.matters(f) && Ordinary.isOrdinary(f);
      functions.add(plain ? function(new Outline(likely, f, taken, work), parts) : f);
    }
    functions.addAll(parts);
    return parts.isEmpty() ? module : new Module(module.globals(), functions);
  }

  /// A function with calls of parts; first of straight lines, then of loops around them.
  private static Function function(Outline outline, List<Function> parts) {
    Function f = outline.function;
    Function made = Copy.with(f, outline.region(f.body(), false));
    if (outline.parts.isEmpty()) {
      return f;
    }
    Outline wider = new Outline(outline, DeadCode.run(made));
    Function whole = Copy.with(wider.function, wider.region(wider.function.body(), false));
    outline.parts.forEach(p -> parts.add(DeadCode.run(p)));
    wider.parts.forEach(p -> parts.add(DeadCode.run(p)));
    return DeadCode.run(whole);
  }

  /// A region; `guarded` says whether an error in it may be caught in this function.
  private Region region(Region region, boolean guarded) {
    List<Operation> out = new ArrayList<>();
    List<Operation> run = new ArrayList<>();
    Set<Value> stored = new HashSet<>();
    List<Operation> ops = region.ops();
    for (int i = 0; i < ops.size(); i++) {
      Operation o = ops.get(i);
      boolean again = Role.of(o) == Role.READ && stored.contains(o.operand(0));
      if (again) {
        flush(run, out, stored);
      }
      Role role = admission.of(o, ops.get(Math.min(i + 1, ops.size() - 1)));
      boolean unsafe = guarded && (role == Role.WRITE || o.op() == CoreOp.LOOP);
      if (role == Role.END || unsafe) {
        flush(run, out, stored);
        out.add(o.regions().isEmpty() ? o : inner(o, guarded));
        continue;
      }
      if (role == Role.WRITE) {
        stored.add(o.operand(0));
      }
      run.add(o);
    }
    return out.equals(ops) ? region : new Region(region.params(), out);
  }

  private Operation inner(Operation o, boolean guarded) {
    if (!(o.op() instanceof CoreOp)) {
      return o;
    }
    List<Region> regions = new ArrayList<>();
    for (int i = 0; i < o.regions().size(); i++) {
      boolean caught = (o.op() == CoreOp.TRY || o.op() == CoreOp.FINALLY) && i == 0;
      regions.add(region(o.region(i), guarded || caught));
    }
    return Copy.with(o, o.operands(), regions);
  }

  /// Writes a run, as a part where it is worth one.
  private void flush(List<Operation> run, List<Operation> out, Set<Value> stored) {
    Set<Operation> tensors = new HashSet<>();
    run.stream().filter(this::counts).forEach(tensors::add);
    boolean worth =
        loops ? tensors.stream().anyMatch(o -> o.op() == CoreOp.LOOP) : tensors.size() >= FEWEST;
    Sequence.Cut cut = worth ? Sequence.of(List.copyOf(run), tensors, graph) : null;
    if (cut != null && cut.part().isApart()) {
      out.addAll(cut.before());
      part(cut.part(), out);
      out.addAll(cut.after());
      work.note(cut.part().members().getFirst().span(), "part of " + tensors.size());
    } else {
      run.forEach(o -> out.add(o.op() == CoreOp.LOOP ? inner(o, false) : o));
    }
    run.clear();
    stored.clear();
    admission.restart();
  }

  /// Whether an operation makes a part worth having.
  private boolean counts(Operation o) {
    if (o.op() == CoreOp.LOOP) {
      return o.regions().stream().anyMatch(r -> r.ops().stream().anyMatch(this::counts));
    }
    boolean tensor = Role.of(o) == Role.TENSOR && isUnknown(o) && likely.computes(function, o);
    return admission.isPart(o) || tensor;
  }

  /// Whether fusion cannot do without a part: a host operation, or a tensor of unknown extents.
  private static boolean isUnknown(Operation o) {
    return o.op() instanceof HostOp
        || o.results().stream().anyMatch(r -> r.type() instanceof TensorType t && !t.isStatic());
  }

  private void part(Sequence sequence, List<Operation> out) {
    Set<Operation> members = new HashSet<>(sequence.members());
    sequence.members().forEach(m -> m.regions().forEach(r -> Graph.each(r, members::add)));
    Set<Value> needed = new HashSet<>();
    for (Value made : sequence.makes()) {
      boolean outside = graph.uses(made).stream().anyMatch(u -> !members.contains(u.user()));
      if (outside) {
        needed.add(made);
      }
    }
    PartMaker.Made made =
        new PartMaker(function, graph, sequence, needed, symbol(), () -> nextId++).make(known::get);
    parts.add(made.part());
    known.put(made.part().symbol(), made.part());
    out.addAll(made.caller());
  }

  private String symbol() {
    int n = parts.size();
    while (!taken.add(function.symbol() + ".part" + n)) {
      n++;
    }
    return function.symbol() + ".part" + n;
  }
}
