package org.tosc.backends.machines.x86.cost;

import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.machines.x86.decode.Decoder;
import org.tosc.backends.machines.x86.isa.Instruction;
import org.tosc.backends.machines.x86.isa.Target;
import org.tosc.backends.machines.x86.text.Printer;

/// A loop without loops, calls and branches inside: from where its last branch goes to that branch.
///
/// @param head where it begins in the code
/// @param end behind its branch
public record InnerLoop(int head, int end, List<Instruction> body) {
  public InnerLoop {
    body = List.copyOf(body);
  }

  /// All of some code, which begins with an instruction and ends with one, or with what is none.
  public static List<InnerLoop> in(byte[] code) {
    List<Instruction> all = new ArrayList<>();
    List<Integer> starts = new ArrayList<>();
    List<InnerLoop> found = new ArrayList<>();
    int at = 0;
    int straightFrom = 0;
    while (at < code.length && Decoder.decode(code, at, code.length) instanceof Instruction i) {
      all.add(i);
      starts.add(at);
      int end = at + i.length();
      if (leaves(i)) {
        long to = target(i, end);
        int first = to >= straightFrom && to <= at ? starts.indexOf((int) to) : -1;
        if (first >= 0) {
          found.add(new InnerLoop((int) to, end, all.subList(first, all.size())));
        }
        straightFrom = end;
      }
      at = end;
    }
    return found;
  }

  private static boolean leaves(Instruction i) {
    String name = i.mnemonic();
    return name.startsWith("j") || name.equals("call") || name.equals("ret");
  }

  private static long target(Instruction i, int end) {
    return !i.operands().isEmpty() && i.operands().getFirst() instanceof Target t
        ? end + t.distance()
        : -1;
  }

  /// Its instructions in the syntax of Intel.
  public List<String> text(byte[] code) {
    List<String> lines = new ArrayList<>();
    int at = head;
    for (Instruction i : body) {
      lines.add(Printer.print(i, code, at, at));
      at += i.length();
    }
    return lines;
  }
}
