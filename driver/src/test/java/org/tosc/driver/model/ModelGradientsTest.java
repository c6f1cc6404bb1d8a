package org.tosc.driver.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tosc.models.train.Examples;
import org.tosc.rt.ops.ParameterSlots;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.Instance;

/// Gradients of whole models against differences, in float64, traced and on a tape.
class ModelGradientsTest {
  private static final double STEP = 1e-5;

  private static final String MLP =
      """
      model M:
          W = cast(randn([3, 4]), f64)
          b = cast(randn([4]), f64)
          V = cast(randn([4, 2]), f64)
          layer forward(x):
              h = tanh(x @ W + b)
              EXTRA
              return h @ V
      m = M()
      x = cast(randn([5, 3]), f64)
      train m on [x, cast(randn([5, 2]), f64)]
      """;

  private static final String CONVOLUTION =
      """
      model M:
          f = cast(randn([2, 3, 3, 1]), f64)
          V = cast(randn([18, 3]), f64)
          layer forward(x):
              h = pool(silu(conv2d(x, f, padding=1)), kind="avg")
              return reshape(h, [-1, 18]) @ V
      m = M()
      x = cast(randn([2, 6, 6, 1]), f64)
      train m on [x, tensor([0, 2], dtype=i64)]
      """;

  private static final String TRANSFORMER =
      """
      model Block:
          Wq = cast(randn([4, 4]), f64)
          Wk = cast(randn([4, 4]), f64)
          Wv = cast(randn([4, 4]), f64)
          gamma = cast(ones([4]), f64)
          beta = cast(zeros([4]), f64)
          layer forward(x):
              h = layernorm(x, gamma, beta)
              return x + attention(h @ Wq, h @ Wk, h @ Wv, heads=2, causal=true)
      model M:
          table = cast(randn([5, 4]), f64)
          blocks = [Block(), Block()]
          layer forward(ids):
              x = embed(ids, table)
              for block in blocks:
                  x = x + gelu(block(x))
              return x @ transpose(table)
      m = M()
      ids = tensor([[0, 1, 2], [4, 3, 3]], dtype=i64)
      train m on [ids, tensor([[1, 2, 4], [0, 0, 1]], dtype=i64)]
      """;

  @ParameterizedTest
  @ValueSource(strings = {MLP, CONVOLUTION, TRANSFORMER})
  void agreeWithDifferences(String program) throws Exception {
    Run.instead(
        program.replace("EXTRA", "h = h * 1"),
        (model, data, settings) -> {
          assertFalse(check((Instance) model, data));
          return new DictValue();
        });
  }

  @Test
  void onTheTapeToo() throws Exception {
    Run.instead(
        MLP.replace("EXTRA", "if float(sum(h)) > 1000: h = h * 2"),
        (model, data, settings) -> {
          assertTrue(check((Instance) model, data));
          return new DictValue();
        });
  }

  /// Whether the model ran on a tape.
  private static boolean check(Instance model, Object data) {
    List<ParameterSlots.Slot> slots = ParameterSlots.of(model).floats();
    List<Tensor> parameters = new ArrayList<>(slots.stream().map(s -> s.first()).toList());
    Examples examples = TrainingData.of(data);
    List<String> said = new ArrayList<>();
    ProgramGradients losses =
        new ProgramGradients(
            new ModelLoss(model, null), slots, EngineCompute.of("jvm", 1), "f32", said::add);
    Tensor x = examples.inputs();
    Tensor y = examples.targets();
    Gradients.Gradient made = losses.gradient(parameters, x, y, 1, 0);
    List<double[]> gradients = made.gradients().stream().map(Tensor::toDoubles).toList();
    assertEquals(made.loss(), losses.value(parameters, x, y), 1e-12);
    for (int k = 0; k < parameters.size(); k++) {
      Tensor whole = parameters.get(k);
      double[] cells = whole.toDoubles();
      for (int i = 0; i < cells.length; i++) {
        double[] ends = new double[2];
        for (int side = 0; side < 2; side++) {
          double[] moved = cells.clone();
          moved[i] += side == 0 ? -STEP : STEP;
          parameters.set(k, Tensor.ofDoubles(DType.F64, whole.shape(), moved));
          ends[side] = losses.value(parameters, x, y);
        }
        double difference = (ends[1] - ends[0]) / (2 * STEP);
        assertEquals(difference, gradients.get(k)[i], 2e-8 * Math.max(1, Math.abs(difference)));
      }
      parameters.set(k, whole);
    }
    assertEquals(1, said.size(), said::toString); // of f64 there are no kernels
    return losses.isTaped();
  }
}
