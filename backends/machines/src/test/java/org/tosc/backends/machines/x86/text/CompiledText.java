package org.tosc.backends.machines.x86.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tosc.backends.machines.x86.Tools;
import org.tosc.backends.machines.x86.decode.Decoder;
import org.tosc.backends.machines.x86.isa.Instruction;

/// What gcc makes of `functions.c`, as objdump and as we read it.
final class CompiledText {
  private final List<String> differences = new ArrayList<>();
  private int instructions;

  CompiledText(Path folder, List<String> options) throws IOException {
    Files.writeString(folder.resolve("functions.c"), Tools.resource("functions.c"));
    List<String> command = new ArrayList<>(List.of("gcc", "-w", "-c", "-o", "functions.o"));
    command.addAll(options);
    command.add("functions.c");
    Tools.run(folder, "", command);
    Tools.run(
        folder, "", List.of("objcopy", "-O", "binary", "-j", ".text", "functions.o", "text.bin"));
    byte[] code = Files.readAllBytes(folder.resolve("text.bin"));
    Map<Long, Objdump.Line> lines = Objdump.disassemble(folder, code);
    for (int at = 0; at < code.length; ) {
      Objdump.Line line = lines.get((long) at);
      if (line == null || !(Decoder.decode(code, at, code.length) instanceof Instruction i)) {
        differences.add(at + ": " + line + ", we: " + Decoder.decode(code, at, code.length));
        return;
      }
      String ours = Printer.print(i, code, at, at);
      if (!ours.equals(line.text())) {
        differences.add(line.text() + ", we: " + ours);
      }
      instructions++;
      at += i.length();
    }
  }

  List<String> differences() {
    return differences;
  }

  int instructions() {
    return instructions;
  }
}
