package org.tosc.driver.machine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.tosc.backends.machines.elf.ObjectReader;
import org.tosc.backends.snitch.asm.Assembler;
import org.tosc.backends.snitch.asm.Assembly;
import org.tosc.backends.snitch.asm.LineRow;
import org.tosc.backends.snitch.elf.Section;
import org.tosc.backends.snitch.elf.Symbol;
import org.tosc.driver.machine.Execution.Request;
import org.tosc.driver.machine.SnitchProgram.Function;
import org.tosc.driver.machine.SnitchProgram.Segment;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;
import org.tosc.tir.source.Span;

/// Makes a program of an artifact: assembly as text, a relocatable object, or a linked program.
final class SnitchReader {
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
    return ObjectReader.isElf(request.artifact()) ? reader.object() : reader.assembly();
  }

  private Outcome object() {
    return refused("ELF files are not read yet");
  }

  private Outcome refused(String why) {
    String message = "the model of Snitch does not run `" + request.file() + "`: " + why;
    return new Outcome.Failed(List.of(faults.fault(Code.E0911, message)));
  }

  private Outcome assembly() {
    String text = new String(request.artifact(), StandardCharsets.UTF_8);
    Assembly assembly = Assembler.assemble(new Source(request.file(), text));
    if (assembly.hasErrors()) {
      return new Outcome.Failed(assembly.diagnostics());
    }
    Map<String, Integer> addresses = new HashMap<>();
    List<Segment> segments = new ArrayList<>();
    int at = SnitchProgram.CODE;
    for (Section section : assembly.object().sections()) {
      if ((section.flags() & Section.ALLOC) == 0 || section.size() == 0) {
        continue;
      }
      if (!section.relocations().isEmpty()) {
        return refused("`" + section.name() + "` has relocations, which are not filled in yet");
      }
      at = at + section.alignment() - 1 & -section.alignment();
      addresses.put(section.name(), at);
      boolean executable = (section.flags() & Section.EXECUTE) != 0;
      segments.add(new Segment(at, section.bytes(), section.size(), executable));
      at += section.size();
    }
    return new Outcome.Read(
        new SnitchProgram(
            segments, functions(assembly, addresses), lines(assembly.lines(), addresses)));
  }

  private static List<Function> functions(Assembly assembly, Map<String, Integer> addresses) {
    Set<String> code = new HashSet<>();
    for (Section section : assembly.object().sections()) {
      if ((section.flags() & Section.EXECUTE) != 0 && addresses.containsKey(section.name())) {
        code.add(section.name());
      }
    }
    List<Function> functions = new ArrayList<>();
    for (Symbol symbol : assembly.object().symbols()) {
      if (symbol.home() instanceof Symbol.Home.In(String section, int offset)
          && code.contains(section)) {
        boolean global = symbol.binding() != Symbol.Binding.LOCAL;
        int address = addresses.getOrDefault(section, 0) + offset;
        functions.add(new Function(symbol.name(), address, global));
      }
    }
    return functions;
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
