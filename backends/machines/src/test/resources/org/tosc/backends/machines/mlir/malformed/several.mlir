func.func @f(%a: f32, %b: i32, %m: memref<4x8xf32>, %t: tensor<4x8xf32>, %i: index, %v: vector<4xf32>) {
  %0 = arith.addf %a %a : f32
  %1 = arith.mulf %a, %a : f3
  %2 = arith.negf %a : f32
  %3 = memref.load %m[%i %i] : memref<4x8xf32>
  return
}
