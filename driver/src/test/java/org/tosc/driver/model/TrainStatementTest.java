package org.tosc.driver.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tosc.models.train.Checkpoint;
import org.tosc.models.train.Optimizer;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.session.Permission;
import org.tosc.rt.session.Policy;

/// `train` and `save` as programs use them.
class TrainStatementTest {
  private static final String NET =
      """
      seed(3)
      model Net:
          W = randn([4, 8])
          b = zeros([8])
          V = randn([8, 3])
          layer forward(x):
              h = tanh(x @ W + b)
              STATEMENT
              return dropout(h, 0.25) @ V
      m = Net()
      x = randn([50, 4])
      y = argmax(x[:, 0:3], axis=1)
      """;

  private static final String TRACED = NET.replace("STATEMENT", "h = h * 1");
  private static final String TAPED = NET.replace("STATEMENT", "if float(sum(h)) > 1e9: h = h * 2");

  @TempDir Path folder;

  private void train(String net, String settings) throws Exception {
    Run.printed(net + "train m on [x, y]: " + settings + "\n", "jvm", folder);
  }

  private byte[] file(String name) throws Exception {
    return Files.readAllBytes(folder.resolve(name));
  }

  @ParameterizedTest
  @EnumSource
  void goesOnAsIfNothingHadHappened(Optimizer rule) throws Exception {
    String settings =
        "batch_size=16, clip=1, learning_rate=0.01, seed=5, optimizer=" + rule.text() + ", ";
    for (String net : new String[] {TRACED, TAPED}) {
      train(net, settings + "steps=20, checkpoint=\"whole.st\"");
      train(net, settings + "steps=10, checkpoint=\"part.st\"");
      train(net, settings + "steps=20, checkpoint=\"part.st\", resume=true");
      assertArrayEquals(file("whole.st"), file("part.st"));
    }
  }

  /// The checkpoint that nobody named, and the one to go on from that is written again.
  @Test
  void doorsAreAskedAboutEveryCheckpoint() throws Exception {
    train(TRACED, "steps=1, checkpoint=\"checkpoint.safetensors\"");
    byte[] before = file("checkpoint.safetensors");
    Policy noReading = Policy.PERMISSIVE.without(EnumSet.of(Permission.READ_MODEL));
    requireDenied(Policy.STRICT, "steps=2, resume=true", Permission.READ_MODEL);
    requireDenied(Policy.STANDARD, "steps=2, resume=true", Permission.WRITE_MODEL);
    requireDenied(Policy.STANDARD, "save every 1 steps", Permission.WRITE_MODEL);
    requireDenied(
        Policy.STANDARD, "steps=2, resume=\"checkpoint.safetensors\"", Permission.WRITE_MODEL);
    requireDenied(
        noReading,
        "steps=2, checkpoint=\"checkpoint.safetensors\", resume=true",
        Permission.READ_MODEL);
    assertArrayEquals(before, file("checkpoint.safetensors"));
  }

  private void requireDenied(Policy policy, String settings, Permission permission) {
    GuestError denied =
        assertThrows(
            GuestError.class,
            () ->
                Run.printed(
                    TRACED + "train m on [x, y]: " + settings + "\n",
                    "jvm",
                    folder,
                    new ModelStatements(EngineCompute.of("jvm", 1)),
                    policy));
    String said = String.valueOf(denied.getMessage());
    assertTrue(said.contains("needs the permission " + permission), said);
  }

  /// One number of one example is another: so many examples, but not the same.
  @ParameterizedTest
  @ValueSource(strings = {"x[49, 3] = 0.125", "y[0] = 1 - y[0] % 2", "x = -x"})
  void otherDataIsRefused(String change) throws Exception {
    String settings = "batch_size=16, checkpoint=\"c.st\", steps=";
    train(TRACED, settings + "2");
    byte[] before = file("c.st");
    GuestError refused =
        assertThrows(
            GuestError.class, () -> train(TRACED + change + "\n", settings + "4, resume=true"));
    assertEquals("LoadError", refused.kind());
    String said = String.valueOf(refused.getMessage());
    assertTrue(said.endsWith("cannot go on from \"c.st\": the data are other ones"), said);
    assertArrayEquals(before, file("c.st"));
  }

  /// Each would be without effect, or do what nobody asked for.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "epochs=3, steps=2 | ValueError: `epochs` and `steps` both say how long it trains: give one"
            + " of them",
        "eval every 1 steps | ValueError: `eval every` measures the loss on examples that are not"
            + " trained on, and there are none: `validation` gives them",
        "resume=5 | TypeError: the setting `resume` is a path, true or false, found an int",
        "resume=1 | TypeError: the setting `resume` is a path, true or false, found an int",
        "optimizer=sgd, betas=[0.9, 0.9] | ValueError: the optimizer `sgd` has no `betas`, only"
            + " adam, adamw, lion",
        "momentum=0.5 | ValueError: the optimizer `adam` has no `momentum`, only momentum",
        "learning_rate=-1 | ValueError: `learning_rate` is 0 to 1e9, found -1",
        "loss=(p, t) => p | TypeError: a loss is a tensor of one float, found one of shape [32, 3] and"
            + " dtype f32",
        "clip=0 | ValueError: `clip` is above 0 and at most 1e30, found 0",
        "warmup=-2 | ValueError: `warmup` is 0 to 1e15, found -2",
        "optimizer=momentum, momentum=1.5 | ValueError: `momentum` is 0 to 1, found 1.5",
        "betas=[0.9, 2] | ValueError: `betas` are 0 to 1, found 2",
        "optimizer=lion, eps=0.5 | ValueError: the optimizer `lion` has no `eps`, only adam, adamw",
      })
  void settingsWithoutEffectAreRefused(String settings, String said) {
    GuestError refused =
        assertThrows(
            GuestError.class, () -> train(TRACED, "checkpoint=\"c.st\", " + settings), settings);
    assertEquals(said, refused.kind() + ": " + refused.getMessage());
    assertFalse(Files.exists(folder.resolve("c.st")));
  }

  /// They are of the run before, and the new one says something else in their place.
  @Test
  void settingsThatAreReplacedAreNotInTheWay() throws Exception {
    String program =
        TRACED
            + """
            a = train m on [x, y]:
                steps = 2
                optimizer = momentum
                momentum = 0.5
                validation = 0.2
                eval every 1 steps
            b = train m for 2 steps: optimizer = adam, eval every 1 epochs
            print "${len(a.validation)} ${len(b.validation)}"
            """;
    assertEquals("2 1\n", Run.printed(program, "jvm", folder));
  }

  @Test
  void otherCountsAreToldAsCounts() throws Exception {
    train(TRACED, "checkpoint=\"c.st\", steps=2");
    GuestError refused =
        assertThrows(
            GuestError.class,
            () ->
                train(
                    TRACED + "x = x[0:40]\ny = y[0:40]\n",
                    "checkpoint=\"c.st\", steps=4, resume=true"));
    String said = String.valueOf(refused.getMessage());
    assertTrue(said.endsWith("it has learned from 50 examples, and here are 40"), said);
  }

  /// A file that was written before checkpoints said which data they belong to.
  @Test
  void earlierCheckpointsAreTaken() throws Exception {
    String settings = "batch_size=16, seed=5, ";
    train(TRACED, settings + "steps=20, checkpoint=\"whole.st\"");
    train(TRACED, settings + "steps=10, checkpoint=\"part.st\"");
    Checkpoint written = Checkpoint.read(folder.resolve("part.st"));
    Map<String, String> facts = new LinkedHashMap<>(written.facts());
    assertNotNull(facts.remove("data_sha256"));
    new Checkpoint(facts, written.tensors()).write(folder.resolve("part.st"));
    train(TRACED, settings + "steps=20, checkpoint=\"part.st\", resume=true");
    assertArrayEquals(file("whole.st"), file("part.st"));
  }

  /// They make another run of it, and nobody is to find that out from the numbers.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "learning_rate=0.5 | learning_rate is 0.5, was 0.01",
        "learning_rate=0.01, precision=bf16, clip=1 | clip is 1, was none; precision is bf16, was f32",
        "learning_rate=0.01, validation=[x, y] | validation is on other data",
        "learning_rate=0.01, schedule=cosine | schedule is cosine over 4 steps, was constant",
        "learning_rate=0.01, loss=cross_entropy | loss is cross_entropy, was by the targets",
        "learning_rate=0.01 | ''"
      })
  void otherSettingsThanTheCheckpointsAreTold(String settings, String changed) throws Exception {
    String kept = "batch_size=16, checkpoint=\"c.st\", ";
    train(TRACED, kept + "steps=2, learning_rate=0.01");
    String program = TRACED + "train m on [x, y]: steps=4, resume=true, " + kept + settings + "\n";
    String line = "train: not as in the checkpoint: ";
    String told = Run.talk(program, "jvm", folder);
    String found = told.lines().filter(l -> l.startsWith(line)).findFirst().orElse(line);
    assertEquals(line + changed, found, told);
  }

  /// With the scale of `f32`, which is 1, small gradients would be zeros in `f16`.
  @Test
  void lossesAreScaledAnewInOtherNumbers() throws Exception {
    train(TRACED, "checkpoint=\"c.st\", steps=2");
    train(TRACED, "checkpoint=\"c.st\", steps=4, resume=true, precision=f16");
    assertEquals("65536.0", Checkpoint.read(folder.resolve("c.st")).facts().get("loss_scale"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"f16", "bf16"})
  void narrowProductsLearnToo(String precision) throws Exception {
    String program =
        TRACED
            + "r = train m on [x, y]: epochs=30, learning_rate=0.02, seed=1, precision="
            + precision
            + "\nprint r.loss < 0.7 * r.history[0]\n";
    assertEquals("true\n", Run.printed(program, "jvm", folder));
  }

  /// Without dropout, whose draws differ: parts of a batch give the gradients of the batch.
  @Test
  void accumulatedGradientsAreThoseOfTheLargeBatch() throws Exception {
    String program =
        TRACED.replace("dropout(h, 0.25)", "h")
            + """
            n = Net()
            for i, p in enumerate([m.W, m.b, m.V]):
                if i == 0: n.W = p
                if i == 1: n.b = p
                if i == 2: n.V = p
            a = train m on [x, y]: steps=12, batch_size=20, seed=2, optimizer=momentum
            b = train n on [x, y]: steps=12, batch_size=5, accumulate=4, seed=2, optimizer=momentum
            print abs(a.loss - b.loss) < 1e-5
            print float(max(abs(m.W - n.W))) < 1e-5
            """;
    assertEquals("true\ntrue\n", Run.printed(program, "jvm", folder));
  }

  @Test
  void theResultHasWhatHappened() throws Exception {
    String program =
        TRACED
            + """
            r = train m on [x, y]:
                epochs = 3
                batch_size = 20
                validation = 0.2
                plot = "loss.svg"
            print "${r.steps} ${len(r.history)} ${len(r.validation)}"
            print abs(r.loss - sum(r.history[-2:]) / 2) < 1e-12
            """;
    assertEquals("6 6 3\ntrue\n", Run.printed(program, "jvm", folder));
    String svg = Files.readString(folder.resolve("loss.svg"));
    assertTrue(svg.startsWith("<svg") && svg.contains("validation"), svg);
  }

  @Test
  void filesAreData() throws Exception {
    Files.writeString(folder.resolve("d.csv"), "0,0,0\n0,1,1\n1,0,1\n1,1,2\n");
    Files.writeString(folder.resolve("d.jsonl"), "{\"x\": [0, 0], \"y\": 0.5}\n[[1, 2], 1.5]\n");
    String program =
        """
        model Line:
            w = zeros([2, 1])
            layer forward(x):
                return x @ w
        m = Line()
        r = train m on "d.csv": epochs=400, learning_rate=0.1, optimizer=sgd
        print round(r.loss * 1000), round(float(m.w[0, 0]) * 100), round(float(m.w[1, 0]) * 100)
        m = Line()
        r = train m on "d.jsonl": steps=1, optimizer=sgd
        print r.loss
        """;
    assertEquals("0 100 100\n1.25\n", Run.printed(program, "jvm", folder));
  }

  @Test
  void weightsGoIntoFilesAndBack() throws Exception {
    String program =
        TRACED
            + """
            save m to "net.safetensors"
            load "net.safetensors" as w
            print join(sort(keys(w)), " ")
            n = Net()
            n.load_state(w)
            print bool(all(n.W == m.W)) and bool(all(n.V == m.V))
            try
              n.load_state({"W": m.W})
            catch e
              print e.kind
            end
            """;
    assertEquals("V W b\ntrue\nKeyError\n", Run.printed(program, "jvm", folder));
  }

  @Test
  void checkpointsAreCommitted() throws Exception {
    git("init", "-q");
    git("config", "user.name", "t");
    git("config", "user.email", "t@localhost");
    Run.printed(
        TRACED
            + """
            train m on [x, y]:
                steps = 4
                checkpoint = "c.st"
                save every 2 steps
            """,
        "jvm",
        folder);
    assertEquals("checkpoint: step 4\ncheckpoint: step 2\n", git("log", "--format=%s"));
  }

  @Test
  void checkpointsThatGitIgnoresAreSavedAndNotCommitted() throws Exception {
    git("init", "-q");
    Files.writeString(folder.resolve(".gitignore"), "*.st\n");
    String program = TRACED + "train m on [x, y]: steps=4, checkpoint=\"c.st\", save every 2 steps";
    String told = Run.talk(program, "jvm", folder);
    assertEquals(1, told.lines().filter(l -> l.startsWith("train: git ignores")).count(), told);
    assertEquals("4", Checkpoint.read(folder.resolve("c.st")).facts().get("step"));
    assertEquals("?? .gitignore\n", git("status", "--short"));
  }

  private String git(String... arguments) throws Exception {
    Process git =
        new ProcessBuilder(Stream.concat(Stream.of("git"), Stream.of(arguments)).toList())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String out = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(git.waitFor(60, TimeUnit.SECONDS));
    return out;
  }

  @Test
  void permissionsComeFirst() {
    for (String line :
        new String[] {
          "train 1 on \"nowhere.csv\"",
          "train 1 on [1, 2]: checkpoint=\"c\"",
          "train 1 on [1, 2]: plot=\"c\"",
          "train 1 on [1, 2]: resume=\"c\"",
          "w = {\"a\": ones([1])}\nsave w to \"w.safetensors\""
        }) {
      GuestError denied =
          assertThrows(
              GuestError.class,
              () ->
                  Run.printed(
                      line + "\n",
                      "jvm",
                      folder,
                      new ModelStatements(EngineCompute.of("jvm", 1)),
                      Policy.STRICT));
      assertEquals("PermissionDenied", denied.kind(), line);
    }
  }

  /// A training writes over checkpoints, and over nothing else.
  @Test
  void otherFilesAreNotOverwritten() throws Exception {
    String program =
        """
        model Net:
            W = zeros([1, 1])
            layer forward(x):
                return x @ W
        m = Net()
        save m to "weights.safetensors"
        write_file("data.csv", "1,2\\n2,4\\n")
        for f in ["weights.safetensors", "data.csv"] do
          try
            train m on [ones([2, 1]), ones([2, 1])]: steps = 1, checkpoint = f
          catch e
            print e.kind, e.message
          end
        end
        try
          train m on [ones([2, 1]), ones([2, 1])]: steps = 1, plot = "loss.png"
        catch e
          print e.kind, e.message
        end
        train m on [ones([2, 1]), ones([2, 1])]: steps = 1, checkpoint = "c.safetensors"
        train m on [ones([2, 1]), ones([2, 1])]: steps = 1, checkpoint = "c.safetensors"
        print read_file("data.csv") == "1,2\\n2,4\\n"
        print keys(load "weights.safetensors")
        """;
    assertEquals(
        """
        ValueError `checkpoint` is "weights.safetensors", a file that is no checkpoint: it would be overwritten
        ValueError `checkpoint` is "data.csv", a file that is no checkpoint: it would be overwritten
        ValueError `plot` is an .svg, found "loss.png"
        true
        ["W"]
        """,
        Run.printed(program, "jvm", folder));
  }
}
