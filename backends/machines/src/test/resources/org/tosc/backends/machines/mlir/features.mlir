// Each function writes what it computes to its last argument; FeaturesTest has the formulas.
func.func @masks(%m: memref<6xf32>, %out: memref<6xf32>) {
  %c0 = arith.constant 0 : index
  %n = arith.constant 4 : index
  %z = arith.constant 0.0 : f32
  %k = vector.create_mask %n : vector<8xi1>
  %v = vector.mask %k { vector.transfer_read %m[%c0], %z : memref<6xf32>, vector<8xf32> } : vector<8xi1> -> vector<8xf32>
  vector.mask %k { vector.transfer_write %v, %out[%c0] : vector<8xf32>, memref<6xf32> } : vector<8xi1>
  %a = vector.mask %k { vector.multi_reduction <add>, %v, %z [0] : vector<8xf32> to f32 } : vector<8xi1> -> f32
  %c5 = arith.constant 5 : index
  memref.store %a, %out[%c5] : memref<6xf32>
  return
}
func.func @countdown(%out: memref<1xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c10 = arith.constant 10 : index
  %one = arith.constant 1.0 : f32
  %r:2 = scf.while (%i = %c10, %s = %one) : (index, f32) -> (index, f32) {
    %more = arith.cmpi ugt, %i, %c0 : index
    scf.condition(%more) %i, %s : index, f32
  } do {
  ^bb0(%i: index, %s: f32):
    %t = arith.addf %s, %s : f32
    %j = arith.subi %i, %c1 : index
    scf.yield %j, %t : index, f32
  }
  memref.store %r#1, %out[%c0] : memref<1xf32>
  return
}
func.func @choices(%out: memref<4xf32>) {
  affine.for %i = 0 to 4 {
    %r = scf.index_switch %i -> f32
    case 1 {
      %a = arith.constant 10.0 : f32
      scf.yield %a : f32
    }
    case 3 {
      %a = arith.constant 30.0 : f32
      scf.yield %a : f32
    }
    default {
      %a = arith.constant -1.0 : f32
      scf.yield %a : f32
    }
    affine.store %r, %out[%i] : memref<4xf32>
  }
  return
}
func.func @sums(%m: memref<4x6xf32>, %out: memref<2xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c6 = arith.constant 6 : index
  %z = arith.constant 0.0 : f32
  %a = affine.parallel (%i, %j) = (0, 0) to (4, min(6, 8)) reduce ("addf") -> (f32) {
    %x = affine.load %m[%i, %j] : memref<4x6xf32>
    affine.yield %x : f32
  }
  %b = scf.parallel (%i, %j) = (%c0, %c0) to (%c4, %c6) step (%c1, %c1) init (%z) -> f32 {
    %x = memref.load %m[%i, %j] : memref<4x6xf32>
    scf.reduce(%x : f32) {
    ^bb0(%l: f32, %r: f32):
      %s = arith.maximumf %l, %r : f32
      scf.reduce.return %s : f32
    }
  }
  memref.store %a, %out[%c0] : memref<2xf32>
  memref.store %b, %out[%c1] : memref<2xf32>
  return
}
func.func @tiles(%t: tensor<8xf32>, %out: memref<8xf32>) {
  %e = tensor.empty() : tensor<8xf32>
  %r = scf.forall (%k) = (0) to (8) step (2) shared_outs(%o = %e) -> (tensor<8xf32>) {
    %s = tensor.extract_slice %t[%k] [2] [1] : tensor<8xf32> to tensor<2xf32>
    %d = tensor.extract_slice %o[%k] [2] [1] : tensor<8xf32> to tensor<2xf32>
    %n = linalg.negf ins(%s : tensor<2xf32>) outs(%d : tensor<2xf32>) -> tensor<2xf32>
    scf.forall.in_parallel {
      tensor.parallel_insert_slice %n into %o[%k] [2] [1] : tensor<2xf32> into tensor<8xf32>
    }
  }
  bufferization.materialize_in_destination %r in restrict writable %out : (tensor<8xf32>, memref<8xf32>) -> ()
  return
}
func.func @views(%m: memref<4x6xf32>, %out: memref<6xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %sub = memref.subview %m[1, 0] [2, 3] [2, 2] : memref<4x6xf32> to memref<2x3xf32, strided<[12, 2], offset: 6>>
  %tr = memref.transpose %sub (i, j) -> (j, i) : memref<2x3xf32, strided<[12, 2], offset: 6>> to memref<3x2xf32, strided<[2, 12], offset: 6>>
  %tmp = memref.alloc() : memref<3x2xf32>
  memref.copy %tr, %tmp : memref<3x2xf32, strided<[2, 12], offset: 6>> to memref<3x2xf32>
  %flat = memref.collapse_shape %tmp [[0, 1]] : memref<3x2xf32> into memref<6xf32>
  memref.copy %flat, %out : memref<6xf32> to memref<6xf32>
  memref.dealloc %tmp : memref<3x2xf32>
  return
}
func.func @padded(%t: tensor<3xf32>, %out: memref<6xf32>) {
  %nine = arith.constant 9.0 : f32
  %p = tensor.pad %t low[1] high[2] {
  ^bb0(%i: index):
    tensor.yield %nine : f32
  } : tensor<3xf32> to tensor<6xf32>
  bufferization.materialize_in_destination %p in restrict writable %out : (tensor<6xf32>, memref<6xf32>) -> ()
  return
}
func.func @blocks(%out: memref<1xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  %a = arith.constant 0.0 : f32
  %b = arith.constant 1.0 : f32
  cf.br ^head(%c0, %a, %b : index, f32, f32)
^head(%i: index, %x: f32, %y: f32):
  %more = arith.cmpi slt, %i, %c5 : index
  cf.cond_br %more, ^body, ^end
^body:
  %s = arith.addf %x, %y : f32
  %j = arith.addi %i, %c1 : index
  cf.br ^head(%j, %y, %s : index, f32, f32)
^end:
  memref.store %x, %out[%c0] : memref<1xf32>
  return
}
func.func @swapped(%out: memref<2xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = arith.constant 1.0 : f32
  %b = arith.constant 2.0 : f32
  cf.br ^loop(%c0, %a, %b : index, f32, f32)
^loop(%i: index, %x: f32, %y: f32):
  %first = arith.cmpi eq, %i, %c0 : index
  cf.cond_br %first, ^loop(%c1, %y, %x : index, f32, f32), ^end
^end:
  memref.store %x, %out[%c0] : memref<2xf32>
  memref.store %y, %out[%c1] : memref<2xf32>
  return
}
func.func @products(%a: memref<2x3xf32>, %b: memref<3x2xf32>, %out: memref<2x2xf32>) {
  %c0 = arith.constant 0 : index
  %z = arith.constant 0.0 : f32
  %va = vector.transfer_read %a[%c0, %c0], %z {in_bounds = [true, true]} : memref<2x3xf32>, vector<2x3xf32>
  %vb = vector.transfer_read %b[%c0, %c0], %z {in_bounds = [true, true]} : memref<3x2xf32>, vector<3x2xf32>
  %vz = arith.constant dense<0.0> : vector<2x2xf32>
  %p = vector.contract {indexing_maps = [affine_map<(i, j, k) -> (i, k)>, affine_map<(i, j, k) -> (k, j)>, affine_map<(i, j, k) -> (i, j)>], iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>} %va, %vb, %vz : vector<2x3xf32>, vector<3x2xf32> into vector<2x2xf32>
  vector.transfer_write %p, %out[%c0, %c0] {in_bounds = [true, true]} : vector<2x2xf32>, memref<2x2xf32>
  return
}
func.func private @square(%x: f32) -> f32 {
  %y = arith.mulf %x, %x : f32
  return %y : f32
}
func.func @calls(%m: memref<3xf32>, %out: memref<3xf32>) {
  affine.for %i = 0 to 3 {
    %x = affine.load %m[2 - %i] : memref<3xf32>
    %y = func.call @square(%x) : (f32) -> f32
    affine.store %y, %out[%i] : memref<3xf32>
  }
  return
}
