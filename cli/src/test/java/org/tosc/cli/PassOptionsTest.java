package org.tosc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tosc.passes.Pass;
import org.tosc.passes.Passes;

/// `tosc passes`, and the options about passes.
class PassOptionsTest {
  private static final String TEXT =
      """
      fn twice(x: float) -> float:
        let y = x * 1.0
        return y + y
      print(twice(2.5 * (1 + len(args()))), "<b>&\\"")
      """;

  @TempDir private Path folder;
  private String program = "";

  @BeforeEach
  void write() throws IOException {
    Path file = folder.resolve("a.pseudo");
    Files.writeString(file, TEXT);
    program = file.toString();
  }

  @Test
  void theTableHasEveryPassInOrder() {
    Terminal text = Terminal.run("passes");
    assertEquals(0, text.exit());
    List<String> names =
        text.out()
            .lines()
            .takeWhile(line -> !line.isEmpty())
            .filter(line -> !line.startsWith(" "))
            .map(line -> line.substring(0, line.indexOf(' ')))
            .toList();
    assertEquals(Passes.names(), names);
    Passes.orders().forEach(order -> assertTrue(text.out().contains(order.reason())));
    Terminal json = Terminal.run("passes", "--json");
    assertEquals(Passes.names().size(), json.out().lines().count());
    assertTrue(json.out().lines().allMatch(l -> l.startsWith("{\"schema\":\"tosc.pass/1\"")));
  }

  @Test
  void everyPassCanBeLeftOut() {
    for (String pass : Passes.names()) {
      assertEquals(
          new Terminal(0, "5 <b>&\"\n", ""),
          Terminal.run("run", "--disable", pass, "--verify-passes", program),
          pass);
      assertEquals(
          new Terminal(0, "5 <b>&\"\n", ""),
          Terminal.run("run", "--stop-after", "dce", "--disable", pass, program),
          pass);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--disable,folt,'there is no pass `folt`, did you mean `fold`?; `tosc passes` lists them'",
    "--stop-after,csee,'there is no pass `csee`, did you mean `cse`?; `tosc passes` lists them'",
    "--dump,page.html,'--dump takes html=PATH, found `page.html`'",
    "--dump,html=,'--dump takes html=PATH, found `html=`'",
  })
  void wrongUsageSaysWhatIsRight(String option, String value, String message) {
    Terminal run = Terminal.run("run", option, value, program);
    assertEquals(2, run.exit());
    assertTrue(run.err().startsWith("tosc run: " + message + "\n"), run.err());
  }

  @Test
  void aBuildShowsTheModuleAfterAPass() {
    String lowered = Terminal.run("build", program).out();
    String kept =
        Terminal.run("build", "--emit", "tir-opt", "--stop-after", "inline", program).out();
    String locals =
        Terminal.run("build", "--emit", "tir-opt", "--stop-after", "locals", program).out();
    String whole = Terminal.run("build", "--emit", "tir-opt", program).out();
    assertTrue(lowered.contains("core.slot_get") && kept.contains("core.slot_get"), kept);
    assertFalse(locals.contains("core.slot_get"), locals);
    assertEquals(2, locals.split("core.mul", -1).length - 1, locals);
    assertEquals(1, whole.split("core.mul", -1).length - 1, whole);
  }

  @Test
  void timesAreTold() {
    Terminal run = Terminal.run("run", "--time-passes", program);
    assertEquals("5 <b>&\"\n", run.out());
    for (String pass : Passes.names()) {
      boolean always = Passes.the(pass).use() == Pass.Use.ALWAYS;
      assertEquals(always, run.err().lines().anyMatch(l -> l.startsWith(pass + " ")), pass);
    }
    String json =
        Terminal.run("build", "--emit", "tir-opt", "--time-passes", "--json", program).out();
    assertTrue(json.startsWith("{\"schema\":\"tosc.pass-time/1\",\"pass\":\""), json);
  }

  @Test
  void aPageHasAColumnForEachPass() throws IOException {
    Path page = folder.resolve("page.html");
    Terminal run = Terminal.run("run", "--dump", "html=" + page, program);
    assertEquals(new Terminal(0, "5 <b>&\"\n", ""), run);
    String html = Files.readString(page);
    int at = html.indexOf("<h2>lowered");
    for (String pass : Passes.names()) {
      int column = html.indexOf("<h2>" + pass + " <small>");
      boolean always = Passes.the(pass).use() == Pass.Use.ALWAYS;
      assertTrue(!always || column > at, pass);
      at = Math.max(at, column);
    }
    assertTrue(html.contains("data-l=\"0.2\""), "line 2 of the source is linked");
    assertTrue(html.contains("times one × 1"), "rules that fired are told");
    assertTrue(html.contains("&lt;b&gt;&amp;"), "text is escaped");
    assertFalse(html.contains("<b>"), "text is escaped");
    assertFalse(html.matches("(?s).*(src|href)\\s*=.*"), "nothing comes from elsewhere");
    Terminal unwritable =
        Terminal.run("run", "--dump", "html=" + folder.resolve("none/page.html"), program);
    assertEquals(1, unwritable.exit());
    assertTrue(unwritable.err().contains("E0906"), unwritable.err());
  }
}
