package org.tosc.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.session.Session;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// An error that nothing catches is shown where it was raised, also in an imported file of either
/// language, on every engine.
final class UncaughtErrorTest {
  private static final Map<String, String> FILES =
      Map.of(
          "lib.pseudo",
              "# one\n# two\nfn at(xs, i)\n  return xs[i]\nend\nfn fail()\n  throw 3\nend\n",
          "lib.neuro", "fn pick<N>(x: View<[N], f32>, i: i64) -> f32 {\n\n    x[i]\n}\n");

  private static final SourceStore STORE =
      (path, _, _) -> {
        String text = FILES.get(path);
        return text == null ? null : new Source(path, text);
      };

  @ParameterizedTest
  @CsvSource({
    "lib.pseudo, 'at([1], 2)', lib.pseudo:4:10",
    "lib.pseudo, fail(), lib.pseudo:7:3",
    "lib.pseudo, [1][4], main.pseudo:2:1",
    "lib.neuro, 'pick(tensor([1.0]), 1)', lib.neuro:3:5",
  })
  void standsInTheFileThatRaisedIt(String file, String call, String place) {
    Source source = new Source("main.pseudo", "import \"" + file + "\"\n" + call + "\n");
    Module module =
        Objects.requireNonNull(
            Compiler.compile(source, Compiler.Language.PSEUDOCODE, STORE).module());
    for (String engine : new String[] {"interp", "jvm"}) {
      Session session = Session.builder().engine(Programs.tensors()).build();
      GuestError error =
          assertThrows(
              GuestError.class,
              () -> session.run(() -> Programs.load(module, engine).call(Module.MAIN)));
      Diagnostic shown = UncaughtError.diagnostic(error, source, module);
      assertEquals(place, shown.span().toString(), engine);
    }
  }
}
