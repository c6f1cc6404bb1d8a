package org.tosc.driver.neuro;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tosc.backends.api.Loaded;
import org.tosc.driver.Compiler;
import org.tosc.driver.Programs;
import org.tosc.driver.SourceStore;
import org.tosc.driver.interp.InterpEngine;
import org.tosc.driver.report.TerminalReport;
import org.tosc.rt.device.DeviceMemory;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.session.Policy;
import org.tosc.rt.session.Session;
import org.tosc.tir.interp.Buffers;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Source;

/// A section of the page of memory: a program, and for each ` ```memory ` fence what it prints with
/// the number of tensors that are alive at each line. ` ```memory n = 2 ` runs the program with
/// `var n = 2;` instead of `var n = 0;`.
record MemoryProgram(String title, String source, String expected) {
  private static final Pattern FENCE =
      Pattern.compile("^```(neuro|memory) ?(.*)\n((?:(?!```).*\n)*)```$", Pattern.MULTILINE);

  /// The programs of a page; the program of the first section is a part of all others.
  static List<MemoryProgram> of(Path page) {
    String[] sections = NegativeProgram.read(page).split("(?m)^## ", -1);
    String shared = "";
    List<MemoryProgram> all = new ArrayList<>();
    for (int i = 1; i < sections.length; i++) {
      String title = sections[i].lines().findFirst().orElse("");
      String source = "";
      Matcher fence = FENCE.matcher(sections[i]);
      while (fence.find()) {
        String text = fence.group(3);
        if (fence.group(1).equals("neuro")) {
          source = text;
        } else {
          String variant = fence.group(2);
          String changed =
              variant.isEmpty() ? source : source.replace("var n = 0;", "var " + variant + ";");
          String name = variant.isEmpty() ? title : title + ", " + variant;
          all.add(new MemoryProgram(name, changed + shared, text));
        }
      }
      if (i == 1) {
        shared = source;
      }
    }
    return all;
  }

  /// The module, or the errors as an exception.
  Module compile() {
    return compile(
        new Source("main.neuro", source),
        Compiler.Language.NEURO,
        (path, quoted, importer) -> null);
  }

  static Module compile(Source main, Compiler.Language language, SourceStore store) {
    Compiler.Compilation made = Compiler.compile(main, language, store);
    Module module = made.module();
    if (module == null) {
      StringBuilder text = new StringBuilder();
      made.diagnostics().forEach(d -> text.append(new TerminalReport(false).render(d)));
      throw new AssertionError(text);
    }
    return module;
  }

  /// What the program did on an engine, in the words of the page.
  static String run(Module module, String engine) throws Exception {
    Transcript out = new Transcript();
    Session session =
        Session.builder()
            .out(out)
            .interactive(true)
            .policy(Policy.PERMISSIVE)
            .engine(Programs.tensors())
            .build();
    Counts counts = counts(module, engine, session.deviceMemory());
    out.live = counts.live();
    String error = session.run(() -> outcome(counts.program()));
    return out.text
        + error
        + counts.made().getAsLong()
        + " made, "
        + counts.live().getAsLong()
        + " live\n";
  }

  /// A loaded program with what its engine knows of memory.
  private record Counts(Loaded program, LongSupplier live, LongSupplier made) {}

  private static Counts counts(Module module, String engine, DeviceMemory memory) {
    if (engine.equals("interp")) {
      InterpEngine.Interpreted program = new InterpEngine().load(module);
      Buffers buffers = program.interpreter().buffers();
      return new Counts(program, buffers::live, buffers::allocated);
    }
    return new Counts(Programs.load(module, engine), memory::liveCount, memory::allocatedCount);
  }

  private static String outcome(Loaded program) {
    try {
      program.call(Module.MAIN);
      return "";
    } catch (GuestError error) {
      return error.kind() + "\n";
    }
  }

  /// Notes at the end of each line how many tensors are alive.
  private static final class Transcript extends OutputStream {
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private LongSupplier live = () -> 0;

    @Override
    public void write(int b) {
      if (b == '\n') {
        text.append(line.toString(StandardCharsets.UTF_8))
            .append(": ")
            .append(live.getAsLong())
            .append(" live\n");
        line.reset();
      } else {
        line.write(b);
      }
    }
  }
}
