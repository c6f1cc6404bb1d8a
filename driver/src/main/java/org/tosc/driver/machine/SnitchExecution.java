package org.tosc.driver.machine;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.tosc.backends.machines.snitch.core.Cluster;
import org.tosc.backends.machines.snitch.core.Fpu;
import org.tosc.backends.machines.snitch.core.Memory;
import org.tosc.backends.machines.snitch.core.Misuse;
import org.tosc.backends.machines.snitch.program.CycleProfile;
import org.tosc.backends.machines.snitch.program.MeasuredCall;
import org.tosc.driver.machine.Execution.Machine;
import org.tosc.driver.machine.Execution.Outcome;
import org.tosc.driver.machine.Execution.Request;
import org.tosc.driver.machine.SnitchProgram.Segment;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// A function of a program for Snitch, called on one core of the model: once, and then again with
/// the same in memory, because published cycles are those of the second call (snitch.md section 3).
final class SnitchExecution {
  private static final int CORE = 0;

  /// Cycles in which what a program has begun comes to its end.
  private static final int MOST_REST = 10_000;

  /// Places of instructions in the words of the model, which knows no source.
  private static final Pattern PLACE = Pattern.compile("(?<= (?:at|from|since) )0x([0-9a-f]{8})");

  private final Request request;
  private final Machine.Snitch options;
  private final ArtifactFaults faults;
  private final Cluster cluster;

  SnitchExecution(Request request, Machine.Snitch options) {
    this.request = request;
    this.options = options;
    faults = new ArtifactFaults(request);
    cluster = new Cluster(options.cluster(), Fpu::new, 1);
  }

  Outcome run() {
    return switch (SnitchReader.read(request, faults)) {
      case SnitchReader.Outcome.Failed(List<Diagnostic> why) -> new Outcome.Failed(why);
      case SnitchReader.Outcome.Read(SnitchProgram program) -> run(program);
    };
  }

  private Outcome run(SnitchProgram program) {
    String name = faults.entry(program.names(true), program.names(false));
    if (name == null) {
      return Outcome.failed(faults.noEntry(program.names(true)));
    }
    SnitchArguments arguments;
    try {
      arguments =
          new SnitchArguments(
              options.cluster().tcdmBytes(), request.arguments(), program.segments());
    } catch (IllegalArgumentException misfit) {
      return Outcome.failed(faults.fault(Code.E0911, String.valueOf(misfit.getMessage())));
    }
    try {
      return run(program, program.function(name), arguments);
    } catch (Misuse misuse) {
      return Outcome.failed(ended(program, misuse));
    }
  }

  private Outcome run(
      SnitchProgram program, SnitchProgram.Function entry, SnitchArguments arguments) {
    for (Segment segment : program.segments()) {
      cluster.memory().load(segment.address(), segment.bytes());
    }
    int overhead = options.overhead();
    int room = program.room(entry.address());
    MeasuredCall call = new MeasuredCall(cluster, entry.address(), room, overhead);
    if (!options.cold()) {
      fill(program, arguments);
      MeasuredCall.Result first = call.call(arguments.registers(), request.mostCycles());
      if (!first.returned()) {
        return Outcome.failed(stopped(program, entry));
      }
      call.rest();
      end();
    }
    fill(program, arguments);
    Segment code = program.code(entry.address()).orElseThrow();
    CycleProfile profile = new CycleProfile(code.address(), code.size());
    SnitchTracing tracing = options.tracing();
    SnitchTracing.Open trace = tracing == null ? null : tracing.begin(cluster, program);
    MeasuredCall.Result result;
    try {
      result = call.call(arguments.registers(), request.mostCycles(), profile);
    } finally {
      if (trace != null) {
        trace.end();
      }
    }
    if (!result.returned()) {
      return Outcome.failed(stopped(program, entry));
    }
    call.rest();
    end();
    for (SnitchArguments.Placed placed : arguments.buffers()) {
      byte[] bytes = placed.buffer().bytes();
      System.arraycopy(
          cluster.memory().bytes(placed.address(), bytes.length), 0, bytes, 0, bytes.length);
    }
    return new Outcome.Returned(
        new SnitchReport(
            entry.name(),
            options.cold(),
            overhead,
            result.counts(),
            result.integer(),
            result.bits(),
            lines(program, profile)));
  }

  /// Lets everything come to its end, and checks that nothing is left.
  private void end() {
    for (int i = 0; i < MOST_REST && !cluster.isQuiet(CORE); i++) {
      cluster.step();
    }
    cluster.checkEnd(CORE);
  }

  /// Puts everything that a program may change into memory, as if it had not run before.
  private void fill(SnitchProgram program, SnitchArguments arguments) {
    Memory memory = cluster.memory();
    memory.load(Memory.TCDM, new byte[options.cluster().tcdmBytes()]);
    for (Segment segment : program.segments()) {
      boolean isInCluster = (segment.address() >>> 28) == (Memory.TCDM >>> 28);
      if (!segment.executable() || isInCluster) {
        memory.load(segment.address(), segment.bytes());
        memory.load(
            segment.address() + segment.bytes().length,
            new byte[segment.size() - segment.bytes().length]);
      }
    }
    arguments.load(memory);
  }

  private static List<SnitchReport.Line> lines(SnitchProgram program, CycleProfile profile) {
    Map<Integer, SnitchReport.Line> lines = new TreeMap<>();
    for (Segment code : program.lines().isEmpty() ? List.<Segment>of() : program.segments()) {
      int last = code.executable() ? code.address() + code.size() : code.address();
      for (int at = code.address(); at < last; at += Integer.BYTES) {
        Span span = program.span(at);
        long integer = profile.integer(at);
        long floating = profile.floating(at);
        if (span != null && integer + floating > 0) {
          int number = span.from().line();
          String text = span.source().line(number).strip();
          var line = new SnitchReport.Line(number, text, integer, floating);
          lines.merge(number, line, SnitchExecution::sum);
        }
      }
    }
    return List.copyOf(lines.values());
  }

  private static SnitchReport.Line sum(SnitchReport.Line a, SnitchReport.Line b) {
    return new SnitchReport.Line(
        a.number(), a.text(), a.integer() + b.integer(), a.floating() + b.floating());
  }

  // What is wrong.

  private Diagnostic at(SnitchProgram program, int pc, Code code, String message) {
    Span span = program.span(pc);
    return span == null ? faults.fault(code, message) : Diagnostic.of(code, span, message);
  }

  /// What the model says, with lines where it has addresses of instructions.
  private static String words(SnitchProgram program, String message) {
    return PLACE
        .matcher(message)
        .replaceAll(
            found -> {
              Span span = program.span(Integer.parseUnsignedInt(found.group(1), 16));
              return span == null ? found.group() : "line " + span.from().line();
            });
  }

  private static String place(SnitchProgram program, int pc) {
    return program.code(pc).isPresent()
        ? "in `" + program.place(pc) + "`"
        : "at " + program.place(pc);
  }

  private Diagnostic ended(SnitchProgram program, Misuse misuse) {
    int pc = misuse.pc();
    return at(
            program,
            pc,
            Code.E0913,
            String.format(
                Locale.ROOT,
                "the program was ended %s: %s",
                place(program, pc),
                words(program, String.valueOf(misuse.getMessage()))))
        .note(String.format(Locale.ROOT, "at 0x%08x: %s", pc, program.text(pc)));
  }

  /// It used up its cycles: where the core stands is shown, and where the FPU does.
  private Diagnostic stopped(SnitchProgram program, SnitchProgram.Function entry) {
    // A core that sleeps stands behind its `wfi`.
    int pc = cluster.pc(CORE) - (cluster.isSleeping(CORE) ? Integer.BYTES : 0);
    int floatPc = cluster.floatPc(CORE);
    int shown = program.code(pc).isPresent() ? pc : floatPc;
    Diagnostic stopped =
        at(
            program,
            shown,
            Code.E0914,
            String.format(
                Locale.ROOT,
                "`%s` did not return within %d cycles; %d instructions were issued",
                entry.name(),
                request.mostCycles(),
                cluster.counts(CORE).issues()));
    stopped =
        cluster.isSleeping(CORE)
            ? stopped.note("the integer core sleeps, and nobody wakes it")
            : stopped.note(where(program, "the integer core", pc));
    return floatPc == 0 ? stopped : stopped.note(where(program, "the FPU", floatPc));
  }

  private static String where(SnitchProgram program, String unit, int pc) {
    return program.code(pc).isEmpty()
        ? unit + " is behind the function"
        : String.format(
            Locale.ROOT, "%s is at `%s`: %s", unit, program.place(pc), program.text(pc));
  }
}
