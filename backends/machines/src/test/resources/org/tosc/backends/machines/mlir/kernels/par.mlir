// scf.parallel over row blocks -> OpenMP: y = relu(x @ w) 32x32, rows split over threads; i,k,j loops inside (LLVM vectorises j)
func.func @matmul(%a: memref<32x32xf32>, %b: memref<32x32xf32>, %c: memref<32x32xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 32 : index
  %z = arith.constant 0.0 : f32
  scf.parallel (%i) = (%c0) to (%n) step (%c1) {
    scf.for %j = %c0 to %n step %c1 {
      memref.store %z, %c[%i, %j] : memref<32x32xf32>
    }
    scf.for %k = %c0 to %n step %c1 {
      %av = memref.load %a[%i, %k] : memref<32x32xf32>
      scf.for %j = %c0 to %n step %c1 {
        %bv = memref.load %b[%k, %j] : memref<32x32xf32>
        %cv = memref.load %c[%i, %j] : memref<32x32xf32>
        %r = math.fma %av, %bv, %cv : f32
        memref.store %r, %c[%i, %j] : memref<32x32xf32>
      }
    }
    scf.reduce
  }
  return
}
