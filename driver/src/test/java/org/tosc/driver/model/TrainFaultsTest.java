package org.tosc.driver.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What goes wrong in `train`, and where that is told.
final class TrainFaultsTest {
  private static final String NET =
      """
      model Net:
          w = param([1, 2])
          layer forward(x):
              return x @ w
      fn loss(given, wanted):
          scaled = given * 2.0
          return ce_loss(scaled, wanted)
      m = Net()
      data = [tensor([[1.0], [2.0]]), tensor([0, 5], dtype=i64)]
      """;

  @TempDir private Path folder;

  static List<String> engines() {
    return Run.engines();
  }

  private String told(String statement, String engine) throws Exception {
    String caught = "try:\n    " + statement + "\ncatch e:\n    print(e.kind, e.line, e.column)\n";
    return Run.printed(NET + caught, engine, folder);
  }

  @ParameterizedTest
  @MethodSource("engines")
  void anErrorInALossIsToldWhereItIs(String engine) throws Exception {
    assertEquals("IndexError 7 12\n", told("train m on data: epochs = 1, loss = loss", engine));
  }

  @ParameterizedTest
  @MethodSource("engines")
  void anErrorInALossOfTheLibraryIsToldAtTheStatement(String engine) throws Exception {
    assertEquals("IndexError 11 5\n", told("train m on data: epochs = 1", engine));
  }

  /// Before the first step, in the words of `save`.
  @ParameterizedTest
  @CsvSource({
    "checkpoint,no/c.st,there is no such directory",
    "plot,no/l.svg,there is no such directory",
    "plot,.,it is a directory"
  })
  void whatCannotBeSavedIsToldBeforeTheTraining(String setting, String path, String reason)
      throws Exception {
    String program =
        """
        fn noisy(given, wanted):
            print "begun"
            return mse_loss(given, wanted)
        try:
            train m on [[1, 1.0], [2, 2.0]]: epochs = 1, loss = noisy, %s = "%s"
        catch e:
            print e.kind + ": " + e.message
        """
            .formatted(setting, path);
    String said = "IOError: cannot save \"%s\": %s%n".formatted(path, reason);
    assertEquals(said, Run.printed(NET + program, "jvm", folder));
  }

  @Test
  void aCheckpointToGoOnFromThatIsNotThereIsALoadError() throws Exception {
    assertEquals(
        "LoadError 11 5\n", told("train m on data: epochs = 1, resume = \"no/c.st\"", "jvm"));
  }

  @ParameterizedTest
  @MethodSource("engines")
  void anErrorInAValidationIsToldWhereItIs(String engine) throws Exception {
    String good = "data = [tensor([[1.0], [2.0]]), tensor([0, 1], dtype=i64)]\n    ";
    assertEquals(
        "IndexError 7 12\n",
        told(
            "held = data\n    "
                + good
                + "train m on data: epochs = 1, loss = loss, validation = held",
            engine));
  }
}
