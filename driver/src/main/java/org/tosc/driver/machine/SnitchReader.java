package org.tosc.driver.machine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.tosc.backends.machines.elf.Executable;
import org.tosc.backends.machines.elf.ExecutableReader;
import org.tosc.backends.machines.elf.ObjectFile;
import org.tosc.backends.machines.elf.ObjectFile.Section;
import org.tosc.backends.machines.elf.ObjectReader;
import org.tosc.backends.machines.snitch.program.Placed;
import org.tosc.backends.machines.snitch.program.Placement;
import org.tosc.backends.snitch.asm.Assembler;
import org.tosc.backends.snitch.asm.Assembly;
import org.tosc.backends.snitch.asm.LineRow;
import org.tosc.driver.machine.Execution.Request;
import org.tosc.driver.machine.SnitchProgram.Function;
import org.tosc.driver.machine.SnitchProgram.Segment;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;
import org.tosc.tir.source.Span;

/// Makes a program of an artifact: assembly as text, a relocatable object, or a linked program.
final class SnitchReader {
  /// Data begins at a multiple of it, behind room for what calls the code.
  private static final int DATA_UNIT = 1 << 16;

  private final Request request;
  private final ArtifactFaults faults;

  /// What becomes of an artifact.
  sealed interface Outcome {
    record Read(SnitchProgram program) implements Outcome {}

    record Failed(List<Diagnostic> why) implements Outcome {}
  }

  private SnitchReader(Request request, ArtifactFaults faults) {
    this.request = request;
    this.faults = faults;
  }

  static Outcome read(Request request, ArtifactFaults faults) {
    SnitchReader reader = new SnitchReader(request, faults);
    return ObjectReader.isElf(request.artifact())
        ? reader.elf(request.artifact())
        : reader.assembly();
  }

  private Outcome refused(String why) {
    String message = "the model of Snitch does not run `" + request.file() + "`: " + why;
    return new Outcome.Failed(List.of(faults.fault(Code.E0911, message)));
  }

  private Outcome elf(byte[] artifact) {
    if (ExecutableReader.isExecutable(artifact)) {
      return switch (ExecutableReader.read(artifact)) {
        case ExecutableReader.Outcome.Refused(String why) -> refused(why);
        case ExecutableReader.Outcome.Read(Executable linked)
            when linked.machine() != ObjectFile.RISCV ->
            refused("it is for the machine with number " + linked.machine() + ", expected 243");
        case ExecutableReader.Outcome.Read(Executable linked) ->
            new Outcome.Read(program(linked, new TreeMap<>()));
      };
    }
    return switch (ObjectReader.read(artifact)) {
      case ObjectReader.Outcome.Refused(String why) -> refused(why);
      case ObjectReader.Outcome.Read(ObjectFile object) -> placed(object, List.of());
    };
  }

  private Outcome assembly() {
    String text = new String(request.artifact(), StandardCharsets.UTF_8);
    Assembly assembly = Assembler.assemble(new Source(request.file(), text));
    if (assembly.hasErrors()) {
      return new Outcome.Failed(assembly.diagnostics());
    }
    return switch (ObjectReader.read(assembly.bytes())) {
      case ObjectReader.Outcome.Refused(String why) -> refused(why);
      case ObjectReader.Outcome.Read(ObjectFile object) -> placed(object, assembly.lines());
    };
  }

  /// Places code behind code, and data behind it.
  private Outcome placed(ObjectFile object, List<LineRow> rows) {
    Map<String, Integer> code = new HashMap<>();
    long end = Integer.toUnsignedLong(SnitchProgram.CODE);
    for (Section section : object.sections()) {
      if (section.inMemory() && section.executable()) {
        end = (end + section.alignment() - 1) & -section.alignment();
        code.put(section.name(), (int) end);
        end += section.size();
      }
    }
    long data = (end + 2L * DATA_UNIT - 1) & -DATA_UNIT;
    Placement placement = new Placement(SnitchProgram.CODE, (int) data, code);
    return switch (Placed.at(placement, object)) {
      case Placed.Outcome.Refused(String why) -> refused(why);
      case Placed.Outcome.Incomplete(List<String> names) ->
          new Outcome.Failed(List.of(faults.incomplete(names)));
      case Placed.Outcome.Program(Executable program) ->
          new Outcome.Read(program(program, lines(rows, code)));
    };
  }

  private static SnitchProgram program(Executable program, NavigableMap<Integer, Span> lines) {
    List<Segment> segments = new ArrayList<>();
    for (Executable.Segment s : program.segments()) {
      int size = Math.toIntExact(s.size());
      segments.add(new Segment((int) s.address(), s.bytes(), size, s.executable()));
    }
    List<Function> functions = new ArrayList<>();
    for (Executable.Symbol symbol : program.symbols()) {
      int address = (int) symbol.address();
      if (segments.stream().anyMatch(s -> s.executable() && s.holds(address))) {
        functions.add(new Function(symbol.name(), address, symbol.global()));
      }
    }
    return new SnitchProgram(segments, functions, lines);
  }

  private static NavigableMap<Integer, Span> lines(
      List<LineRow> rows, Map<String, Integer> addresses) {
    NavigableMap<Integer, Span> lines = new TreeMap<>();
    for (LineRow row : rows) {
      Integer address = addresses.get(row.section());
      if (address != null) {
        lines.put(address + row.offset(), row.span());
      }
    }
    return lines;
  }
}
