package org.tosc.backends.machines.mlir.dialect;

import java.util.List;

/// The operations of linalg that are written with `ins` and `outs` only. Source: MLIR 19,
/// `LinalgNamedStructuredOps.yaml`.
public final class LinalgNames {
  public static final List<String> STRUCTURED =
      List.of(
          """
          abs add batch_matmul batch_matmul_transpose_a batch_matmul_transpose_b batch_matvec
          batch_mmt4d batch_reduce_matmul batch_vecmat ceil conv_1d conv_1d_ncw_fcw
          conv_1d_nwc_wcf conv_2d conv_2d_nchw_fchw conv_2d_ngchw_fgchw conv_2d_ngchw_gfchw
          conv_2d_nhwc_fhwc conv_2d_nhwc_hwcf conv_3d conv_3d_ncdhw_fcdhw conv_3d_ndhwc_dhwcf copy
          depthwise_conv_1d_ncw_cw depthwise_conv_1d_nwc_wc depthwise_conv_1d_nwc_wcm
          depthwise_conv_2d_nchw_chw depthwise_conv_2d_nhwc_hwc depthwise_conv_2d_nhwc_hwcm
          depthwise_conv_3d_ncdhw_cdhw depthwise_conv_3d_ndhwc_dhwc depthwise_conv_3d_ndhwc_dhwcm
          div div_unsigned dot elemwise_binary elemwise_unary erf exp fill fill_rng_2d floor log
          matmul matmul_transpose_a matmul_transpose_b matvec max min mmt4d mul negf
          pooling_nchw_max pooling_nchw_sum pooling_ncw_max pooling_ncw_sum pooling_ndhwc_max
          pooling_ndhwc_min pooling_ndhwc_sum pooling_nhwc_max pooling_nhwc_max_unsigned
          pooling_nhwc_min pooling_nhwc_min_unsigned pooling_nhwc_sum pooling_nwc_max
          pooling_nwc_max_unsigned pooling_nwc_min pooling_nwc_min_unsigned pooling_nwc_sum powf
          reciprocal round rsqrt select sqrt square sub tanh vecmat
          """
              .strip()
              .split("\\s+", -1));

  private LinalgNames() {}
}
