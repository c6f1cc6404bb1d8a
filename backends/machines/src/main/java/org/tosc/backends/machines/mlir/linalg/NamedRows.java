package org.tosc.backends.machines.mlir.linalg;

/// Name, loops from the outermost, what each operand is indexed by (the last is the output), body.
/// `s0` is the first of `strides`, `d0` of `dilations`. Rows without loops are element by element.
/// Source: MLIR 19, `LinalgNamedStructuredOps.yaml`.
final class NamedRows {
  static final String TEXT =
      """
      matmul                     | m n k       | m,k ; k,n ; m,n             | muladd
      matmul_transpose_a         | m n k       | k,m ; k,n ; m,n             | muladd
      matmul_transpose_b         | m n k       | m,k ; n,k ; m,n             | muladd
      batch_matmul               | b m n k     | b,m,k ; b,k,n ; b,m,n       | muladd
      batch_matmul_transpose_a   | b m n k     | b,k,m ; b,k,n ; b,m,n       | muladd
      batch_matmul_transpose_b   | b m n k     | b,m,k ; b,n,k ; b,m,n       | muladd
      batch_reduce_matmul        | b m n k     | b,m,k ; b,k,n ; m,n         | muladd
      matvec                     | m n         | m,n ; n ; m                 | muladd
      vecmat                     | n m         | m ; m,n ; n                 | muladd
      batch_matvec               | b m k       | b,m,k ; b,k ; b,m           | muladd
      batch_vecmat               | b n k       | b,k ; b,k,n ; b,n           | muladd
      dot                        | m           | m ; m ;                     | muladd
      mmt4d                      | m n k u v w | m,k,u,w ; n,k,v,w ; m,n,u,v | muladd
      batch_mmt4d                | b m n k u v w | b,m,k,u,w ; b,n,k,v,w ; b,m,n,u,v | muladd
      conv_1d                    | o k         | o+k ; k ; o                 | muladd
      conv_2d                    | o p k l     | o+k,p+l ; k,l ; o,p         | muladd
      conv_3d                    | o p q k l j | o+k,p+l,q+j ; k,l,j ; o,p,q | muladd
      conv_1d_nwc_wcf            | n o f k c   | n,o*s0+k*d0,c ; k,c,f ; n,o,f | muladd
      conv_1d_ncw_fcw            | n f o c k   | n,c,o*s0+k*d0 ; f,c,k ; n,f,o | muladd
      conv_2d_nhwc_hwcf          | n o p f k l c | n,o*s0+k*d0,p*s1+l*d1,c ; k,l,c,f ; n,o,p,f | muladd
      conv_2d_nhwc_fhwc          | n o p f k l c | n,o*s0+k*d0,p*s1+l*d1,c ; f,k,l,c ; n,o,p,f | muladd
      conv_2d_nchw_fchw          | n f o p c k l | n,c,o*s0+k*d0,p*s1+l*d1 ; f,c,k,l ; n,f,o,p | muladd
      depthwise_conv_1d_nwc_wc   | n o c k     | n,o*s0+k*d0,c ; k,c ; n,o,c | muladd
      depthwise_conv_2d_nhwc_hwc | n o p c k l | n,o*s0+k*d0,p*s1+l*d1,c ; k,l,c ; n,o,p,c | muladd
      depthwise_conv_2d_nchw_chw | n o p c k l | n,c,o*s0+k*d0,p*s1+l*d1 ; c,k,l ; n,c,o,p | muladd
      depthwise_conv_2d_nhwc_hwcm | n o p c m k l | n,o*s0+k*d0,p*s1+l*d1,c ; k,l,c,m ; n,o,p,c,m | muladd
      pooling_nhwc_sum           | n o p c k l | n,o*s0+k*d0,p*s1+l*d1,c ; k,l ; n,o,p,c | pool add
      pooling_nhwc_max           | n o p c k l | n,o*s0+k*d0,p*s1+l*d1,c ; k,l ; n,o,p,c | pool max
      pooling_nhwc_min           | n o p c k l | n,o*s0+k*d0,p*s1+l*d1,c ; k,l ; n,o,p,c | pool min
      pooling_nchw_sum           | n c o p k l | n,c,o*s0+k*d0,p*s1+l*d1 ; k,l ; n,c,o,p | pool add
      pooling_nchw_max           | n c o p k l | n,c,o*s0+k*d0,p*s1+l*d1 ; k,l ; n,c,o,p | pool max
      pooling_nwc_sum            | n o c k     | n,o*s0+k*d0,c ; k ; n,o,c   | pool add
      pooling_nwc_max            | n o c k     | n,o*s0+k*d0,c ; k ; n,o,c   | pool max
      fill                       |             |                             | cast
      copy                       |             |                             | cast
      add                        |             |                             | op add
      sub                        |             |                             | op sub
      mul                        |             |                             | op mul
      div                        |             |                             | op div
      max                        |             |                             | op max
      min                        |             |                             | op min
      powf                       |             |                             | op powf
      square                     |             |                             | square
      reciprocal                 |             |                             | reciprocal
      select                     |             |                             | select
      exp                        |             |                             | op exp
      log                        |             |                             | op log
      abs                        |             |                             | op abs
      ceil                       |             |                             | op ceil
      floor                      |             |                             | op floor
      round                      |             |                             | op round
      negf                       |             |                             | op negf
      sqrt                       |             |                             | op sqrt
      rsqrt                      |             |                             | op rsqrt
      tanh                       |             |                             | op tanh
      erf                        |             |                             | op erf
      elemwise_unary             |             |                             | fun exp
      elemwise_binary            |             |                             | fun add
      """;

  private NamedRows() {}
}
