package org.tosc.driver.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Op;
import org.tosc.tir.text.Printer;

/// Runs programs of [TirMaker], many of them in one module.
final class TirCampaign implements Campaign.Kind {
  private final Map<String, Long> used = new TreeMap<>();

  @Override
  public String name() {
    return "tir";
  }

  @Override
  public int batch() {
    return 20;
  }

  @Override
  public List<Optional<Mismatch>> run(List<Choices> programs) {
    TirMaker maker = new TirMaker();
    List<String> mains = new ArrayList<>();
    for (int i = 0; i < programs.size(); i++) {
      mains.add(maker.add(i, programs.get(i)));
    }
    count(maker.used());
    Module module = new Module(maker.globals(), maker.functions());
    if (!Engines.complaints(module).isEmpty()) {
      throw new IllegalStateException(
          Engines.complaints(module).getFirst() + "\n" + Printer.print(module));
    }
    List<String> expected = Engines.outcomes("interp", module, mains);
    List<String> found = Engines.outcomes("jvm", module, mains);
    List<Optional<Mismatch>> all = new ArrayList<>();
    for (int i = 0; i < programs.size(); i++) {
      all.add(
          expected.get(i).equals(found.get(i))
              ? Optional.empty()
              : Optional.of(
                  new Mismatch(
                      name(),
                      programs.get(i).taken(),
                      programs.size() == 1 ? Printer.print(module) : "",
                      expected.get(i),
                      found.get(i))));
    }
    return all;
  }

  private void count(Map<Op, Long> more) {
    more.forEach((op, times) -> used.merge(op.mnemonic(), times, Long::sum));
  }

  @Override
  public Map<String, Long> used() {
    return used;
  }
}
